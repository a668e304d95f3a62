import { asString, getIn } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';

const STEP = /\[(\d+)\]|[^.[\]]+/g;

/**
 * A field path with names in place of positions, so that it stays the same when something is put before it:
 * `spec.rules[].backendRefs[cart]`. Items without a name are all the same.
 */
export function identityPath(object: RawObject, path: string): string {
  let value: unknown = object;
  let identity = '';
  for (const { 0: step, 1: index } of path.matchAll(STEP)) {
    if (index === undefined) {
      value = getIn(value, step);
      identity += identity === '' ? step : `.${step}`;
    } else {
      value = Array.isArray(value) ? value[Number(index)] : undefined;
      identity += `[${asString(getIn(value, 'name')) ?? ''}]`;
    }
  }
  return identity;
}
