import type { JsonObject } from '../../kube/json.ts';
import type { ParentRef } from '../attachment/parent-ref.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';

/**
 * `DISAGREES`: a controller says something else. `STALE`: it speaks of an older generation. `ABSENT`: it has written a
 * status, but not this. `NEVER_REPORTED`: no controller ever wrote one.
 */
export type StatusDriftKind = 'DISAGREES' | 'STALE' | 'ABSENT' | 'NEVER_REPORTED';

/** What a condition is about, within its object. */
export interface Subject {
  readonly controllerName?: string | undefined;
  readonly parentRef?: ParentRef | undefined;
  /** The name of a listener. */
  readonly listener?: string | undefined;
}

/** A place where the status of an object is not what it should be. */
export interface StatusDrift extends Subject {
  readonly kind: StatusDriftKind;
  readonly type: string;
  readonly computed: ComputedCondition | undefined;
  /** As stored. */
  readonly reported: JsonObject | undefined;
}
