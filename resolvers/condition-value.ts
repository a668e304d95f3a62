import type { ComputedCondition } from '../src/gatewayapi/conditions/computed-condition.ts';
import { asNumber, asString, type JsonObject } from '../src/kube/json.ts';
import type { RawObject } from '../src/kube/raw-object.ts';

/** A condition as the API shows it, computed or stored. */
export interface ConditionValue {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string | null;
  readonly message: string | null;
  readonly observedGeneration: number | null;
  readonly lastTransitionTime: string | null;
}

/** A condition that was computed for an object as it is now. */
export function computedCondition(condition: ComputedCondition, { metadata }: RawObject): ConditionValue {
  return {
    ...condition,
    observedGeneration: asNumber(metadata.generation) ?? null,
    lastTransitionTime: null,
  };
}

/** A condition that a controller wrote. */
export function reportedCondition(condition: JsonObject): ConditionValue {
  const status = condition['status'];
  return {
    type: asString(condition['type']) ?? '',
    status: status === 'True' || status === 'False' ? status : 'Unknown',
    reason: asString(condition['reason']) ?? null,
    message: asString(condition['message']) ?? null,
    observedGeneration: asNumber(condition['observedGeneration']) ?? null,
    lastTransitionTime: asString(condition['lastTransitionTime']) ?? null,
  };
}
