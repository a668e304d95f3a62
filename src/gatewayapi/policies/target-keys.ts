import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { kindFact, type Rule } from '../fact.ts';
import { policyTargets } from './policy-target.ts';

/** The objects that a policy names, each once, in the order of the spec. */
export function* targetKeys(policy: RawObject): Rule<readonly ObjectKey[]> {
  const keys = new Map<string, ObjectKey>();
  for (const { group, kind, namespace, name } of policyTargets(policy)) {
    const known = yield* kindFact({ group, kind });
    const isNamespaced = known.state !== 'served' || known.resource.namespaced;
    const key =
      isNamespaced && namespace !== undefined ? { group, kind, namespace, name } : { group, kind, name };
    keys.set(objectKeyId(key), key);
  }
  return [...keys.values()];
}
