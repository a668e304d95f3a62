import type { ObjectKey } from '../../kube/object-key.ts';
import {
  type ComputedCondition,
  isFalse,
  isPending,
  isTrue,
  isUnknown,
} from '../conditions/computed-condition.ts';
import { type Rule, verdict, verdictRule } from '../fact.ts';
import { type ListenerPool, listenerPool } from '../listeners/listener-pool.ts';
import { listenerVerdicts } from '../listeners/listener-verdicts.ts';
import { type GatewayRollUp, gatewayRollUp } from './gateway-roll-up.ts';
import { isIncomplete } from './is-incomplete.ts';
import { type ListenerStatus, listenerStatuses } from './listener-statuses.ts';
import { type ListenerTally, tally } from './listener-tally.ts';

export interface ListenerSetStatus {
  readonly controllerName: string | undefined;
  readonly conditions: readonly ComputedCondition[];
  readonly listeners: readonly ListenerStatus[];
  readonly incomplete: boolean;
}

/** semantics.md C.6: what the controller of its Gateway writes into the status of a ListenerSet. */
export const listenerSetStatus = verdictRule<ListenerSetStatus>('listenerSetStatus', function* (_set, key) {
  const answer = yield* verdict(listenerPool, key);
  const pool: ListenerPool =
    answer.state === 'judged'
      ? answer.value
      : { state: 'unowned', message: 'the ListenerSet does not exist' };
  const none = { controllerName: undefined, listeners: [] };
  switch (pool.state) {
    case 'unowned':
      return { ...none, conditions: both((type) => isPending(type, pool.message)), incomplete: false };
    case 'unknown':
      return { ...none, conditions: both((type) => isUnknown(type, pool.why)), incomplete: true };
    case 'pool':
      return yield* ownedStatus(key, pool);
  }
});

function* ownedStatus(
  key: ObjectKey,
  { gateway, controllerName, refused }: Extract<ListenerPool, { state: 'pool' }>,
): Rule<ListenerSetStatus> {
  if (refused !== undefined) {
    const conditions = both((type) => isFalse(type, 'NotAllowed', refused));
    return { controllerName, conditions, listeners: [], incomplete: false };
  }
  const rollUp = yield* verdict(gatewayRollUp, gateway);
  const parent = rollUp.state === 'judged' ? rollUp.value : undefined;
  const entries = yield* verdict(listenerVerdicts, key);
  const conditions = rollUpSet(parent, tally(entries.state === 'judged' ? entries.value : []));
  const problem =
    parent?.accepted.status === 'True' ? undefined : 'the Gateway of the ListenerSet is not accepted';
  const { listeners, incomplete } = yield* listenerStatuses({ key, isDefault: false, problem });
  return { controllerName, conditions, listeners, incomplete: incomplete || isIncomplete(conditions) };
}

/** Rules 4 to 6. A set is programmed when its Gateway is and one of its entries can serve. */
function rollUpSet(parent: GatewayRollUp | undefined, entries: ListenerTally): readonly ComputedCondition[] {
  if (parent === undefined || parent.accepted.status === 'False') {
    const message = 'the Gateway is not accepted';
    return [
      isFalse('Accepted', 'ParentNotAccepted', message),
      isFalse('Programmed', 'ParentNotProgrammed', message),
    ];
  }
  if (parent.accepted.status === 'Unknown') return both((type) => ({ ...parent.accepted, type }));
  if (entries.valid === 0) return withoutValidEntry(entries);
  const accepted =
    entries.valid === entries.total
      ? isTrue('Accepted', 'Accepted', 'the ListenerSet is accepted')
      : isTrue(
          'Accepted',
          'ListenersNotValid',
          `${entries.total - entries.valid} of ${entries.total} listeners are not valid`,
        );
  const programmed =
    parent.programmed.status === 'True'
      ? isTrue('Programmed', 'Programmed', `${entries.valid} of ${entries.total} listeners can serve`)
      : isFalse('Programmed', 'ParentNotProgrammed', parent.programmed.message);
  return [accepted, programmed];
}

function withoutValidEntry(entries: ListenerTally): readonly ComputedCondition[] {
  return both((type) =>
    entries.perhapsValid === 0
      ? isFalse(type, 'ListenersNotValid', 'no listener of the set is valid')
      : {
          type,
          status: 'Unknown',
          reason: 'Unknown',
          message: 'it is not known whether a listener is valid',
        },
  );
}

function both(condition: (type: string) => ComputedCondition): readonly ComputedCondition[] {
  return [condition('Accepted'), condition('Programmed')];
}
