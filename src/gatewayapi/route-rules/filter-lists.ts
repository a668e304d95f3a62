import { asList, getIn, type Json, type JsonObject } from '../../kube/json.ts';

/** The lists of filters in a rule: its own, and one for each backendRef that has any. */
export function filterLists(rule: JsonObject): readonly (readonly Json[])[] {
  const lists = [asList(rule['filters'])];
  for (const backend of asList(rule['backendRefs'])) lists.push(asList(getIn(backend, 'filters')));
  return lists.filter((list) => list.length > 0);
}
