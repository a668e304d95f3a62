import { getIn } from '../../kube/json.ts';
import { formatKey, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import { type ComputedCondition, isPending, isUnknown } from '../conditions/computed-condition.ts';
import { type Rule, verdict, verdictRule } from '../fact.ts';
import { LISTENER_SET } from '../groups.ts';
import { gatewayScope } from '../scope/gateway-scope.ts';
import { gatewayRollUp } from './gateway-roll-up.ts';
import { isIncomplete } from './is-incomplete.ts';
import { type ListenerStatus, listenerStatuses } from './listener-statuses.ts';

export interface GatewayStatus {
  readonly controllerName: string | undefined;
  readonly conditions: readonly ComputedCondition[];
  readonly attachedListenerSets: number;
  readonly listeners: readonly ListenerStatus[];
  /** Whether something was hidden that could make a difference. */
  readonly incomplete: boolean;
}

/** semantics.md C.8 and C.5: what the controller writes into the status of a Gateway. */
export const gatewayStatus = verdictRule<GatewayStatus>('gatewayStatus', function* (gateway, key) {
  const rollUp = yield* verdict(gatewayRollUp, key);
  const scope = yield* verdict(gatewayScope, key);
  const controllerName =
    scope.state === 'judged' && scope.value.state === 'owned' ? scope.value.controllerName : undefined;
  if (rollUp.state !== 'judged' || rollUp.value === undefined) {
    return { ...(yield* withoutController(key)), controllerName };
  }
  const { accepted, programmed, others, validSets, complete } = rollUp.value;
  const { listeners, incomplete } = yield* listenerStatuses({
    key,
    isDefault: getIn(gateway, 'spec', 'defaultScope') === 'All',
    problem: accepted.status === 'True' ? undefined : `the Gateway is not accepted: ${accepted.message}`,
  });
  const conditions = [accepted, programmed, ...others];
  return {
    controllerName,
    conditions,
    attachedListenerSets: accepted.status === 'True' ? countSets(validSets) : 0,
    listeners,
    incomplete: incomplete || !complete || isIncomplete(conditions),
  };
});

/** During an upgrade the older kind of sets stands beside its successor, which is the one that counts. */
function countSets(sets: readonly ObjectKey[]): number {
  const current = sets.filter((key) => groupKindId(key) === groupKindId(LISTENER_SET)).length;
  return current > 0 ? current : sets.length;
}

/** Nobody owns the Gateway, or it is not known who does (semantics.md C.1 step 2). */
function* withoutController(key: ObjectKey): Rule<GatewayStatus> {
  const scope = yield* verdict(gatewayScope, key);
  const none = { controllerName: undefined, attachedListenerSets: 0, listeners: [] };
  if (scope.state === 'judged' && scope.value.state === 'unknown') {
    const { why } = scope.value;
    return {
      ...none,
      conditions: [isUnknown('Accepted', why), isUnknown('Programmed', why)],
      incomplete: true,
    };
  }
  const message =
    scope.state === 'judged' && scope.value.state === 'unowned'
      ? scope.value.message
      : `${formatKey(key)} does not exist`;
  const conditions = [isPending('Accepted', message), isPending('Programmed', message)];
  return { ...none, conditions, incomplete: false };
}
