import type { GroupKind, ObjectKey } from '../../kube/object-key.ts';
import { countAttachedRoutes, indexesFor } from '../attachment/attached-routes.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';
import { type Rule, verdict } from '../fact.ts';
import { listenerConditions } from '../listeners/listener-conditions.ts';
import { listenerVerdicts } from '../listeners/listener-verdicts.ts';
import { isIncomplete } from './is-incomplete.ts';

export interface ListenerStatus {
  readonly name: string;
  readonly supportedKinds: readonly GroupKind[];
  readonly attachedRoutes: number;
  readonly conditions: readonly ComputedCondition[];
}

export interface ListenerStatuses {
  readonly listeners: readonly ListenerStatus[];
  readonly incomplete: boolean;
}

interface Owner {
  readonly key: ObjectKey;
  readonly isDefault: boolean;
  /** Why the owner cannot be programmed, where it cannot. */
  readonly problem: string | undefined;
}

/** The status of each listener of a Gateway or ListenerSet, in the order of the spec. */
export function* listenerStatuses({ key, isDefault, problem }: Owner): Rule<ListenerStatuses> {
  const answer = yield* verdict(listenerVerdicts, key);
  const verdicts = answer.state === 'judged' ? answer.value : [];
  const indexes = yield* indexesFor(key);
  const attached = yield* countAttachedRoutes({ key, isDefault, indexes });
  const counts = new Map(attached.counts);
  const listeners = verdicts.map((listenerVerdict) => ({
    name: listenerVerdict.listener.name,
    supportedKinds: listenerVerdict.listener.supportedKinds,
    attachedRoutes: counts.get(listenerVerdict.listener.index) ?? 0,
    conditions: listenerConditions(listenerVerdict, problem),
  }));
  const incomplete = !attached.complete || listeners.some(({ conditions }) => isIncomplete(conditions));
  return { listeners, incomplete };
}
