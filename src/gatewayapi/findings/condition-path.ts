import { asList, getIn, type JsonObject } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';

/** Lists in a status whose items have conditions of their own. */
const ENTRY_LISTS = ['parents', 'ancestors', 'listeners'];

/** Where in the status of an object a condition stands that was read from there. */
export function conditionPath(object: RawObject, condition: JsonObject): string | undefined {
  const own = asList(getIn(object, 'status', 'conditions')).indexOf(condition);
  if (own >= 0) return `status.conditions[${own}]`;
  for (const list of ENTRY_LISTS) {
    for (const [index, entry] of asList(getIn(object, 'status', list)).entries()) {
      const position = asList(getIn(entry, 'conditions')).indexOf(condition);
      if (position >= 0) return `status.${list}[${index}].conditions[${position}]`;
    }
  }
  return undefined;
}
