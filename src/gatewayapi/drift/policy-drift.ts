import type { RawObject } from '../../kube/raw-object.ts';
import type { PolicyStatus } from '../status/policy-status.ts';
import { type EntryVerdict, entryDrift } from './entry-drift.ts';
import type { StatusDrift } from './status-drift.ts';

/** Where the status of a policy is not what was computed. */
export function policyDrift(policy: RawObject, { ancestors }: PolicyStatus): readonly StatusDrift[] {
  const verdicts = ancestors.map(({ gateway, controllerName, conditions }): EntryVerdict => {
    const parentRef = { target: gateway, sectionName: undefined, port: undefined };
    return { parentRef, controllerName, conditions };
  });
  return entryDrift(policy, 'ancestors', verdicts);
}
