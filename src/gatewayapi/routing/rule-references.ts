import { asList, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import { filterReference } from './reference-verdict.ts';

/** Every reference of a rule that has a say in what becomes of a request: ask for these before `answerRequest`. */
export function ruleReferences(rule: JsonObject): readonly JsonObject[] {
  const backends = asList(rule['backendRefs']).filter(isObject);
  return [
    ...ofFilters(rule['filters']),
    ...backends.flatMap((backend) => [backend, ...ofFilters(backend['filters'])]),
  ];
}

function ofFilters(filters: Json | undefined): readonly JsonObject[] {
  return asList(filters).flatMap((filter) => {
    const reference = isObject(filter) ? filterReference(filter) : undefined;
    return reference === undefined ? [] : [reference];
  });
}
