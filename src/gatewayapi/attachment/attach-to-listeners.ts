import { formatKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { supports } from '../capabilities/capabilities.ts';
import { type Ignorance, ignorance, isFalse, isUnknown } from '../conditions/computed-condition.ts';
import { type Rule, verdict } from '../fact.ts';
import type { Listener } from '../listeners/listener.ts';
import { type ListenerPool, listenerPool } from '../listeners/listener-pool.ts';
import { claimOf } from './claim.ts';
import { describeRefusals, REFUSAL_REASONS } from './describe-refusal.ts';
import { judgeListener, RUNGS, type Rung } from './judge-listener.ts';
import {
  type AttachedListener,
  type ParentAttachment,
  parentAttachment,
  ROUTE_IS_ACCEPTED,
  unreadableParent,
} from './parent-attachment.ts';
import type { ParentRef } from './parent-ref.ts';
import { withRules } from './with-rules.ts';

type Pool = Extract<ListenerPool, { state: 'pool' }>;

/** semantics.md C.2 for a Gateway or ListenerSet; undefined where no controller would write an entry. */
export function* attachToListeners(
  route: RawObject,
  parentRef: ParentRef,
): Rule<ParentAttachment | undefined> {
  const { target } = parentRef;
  const answer = yield* verdict(listenerPool, target);
  if (answer.state === 'absent' || answer.state === 'notServed') return undefined;
  const subject = { parentRef, via: 'gateway' } as const;
  if (answer.state !== 'judged') return unreadableParent(subject, ignorance(answer, formatKey(target)));
  const pool = answer.value;
  if (pool.state === 'unowned') return undefined;
  if (pool.state === 'unknown') return unreadableParent(subject, pool.why);
  // A controller that does not know a kind of route does not look at routes of it.
  return supports(pool.capabilities, route.kind) ? yield* climb(route, parentRef, pool) : undefined;
}

function* climb(route: RawObject, parentRef: ParentRef, pool: Pool): Rule<ParentAttachment> {
  const { gateway, controllerName, capabilities } = pool;
  const subject = { parentRef, via: 'gateway', gateway, controllerName, capabilities } as const;
  if (pool.refused !== undefined) {
    const message = `${formatKey(parentRef.target)} is not attached: ${pool.refused}`;
    return parentAttachment({ ...subject, accepted: isFalse('Accepted', 'NoMatchingParent', message) });
  }
  const claim = claimOf(route, parentRef);
  const listeners: AttachedListener[] = [];
  const refused: { readonly listener: Listener; readonly at: Rung }[] = [];
  const unsure: { readonly index: number; readonly why: Ignorance }[] = [];
  for (const listener of pool.listeners) {
    const outcome = yield* judgeListener(listener, claim);
    const { index, name } = listener;
    if (outcome.state === 'attached') listeners.push({ index, name, hostnames: outcome.hostnames });
    else if (outcome.state === 'unknown') unsure.push({ index, why: outcome.why });
    else refused.push({ listener, at: outcome.at });
  }
  const unsureListeners = unsure.map(({ index }) => index);
  if (listeners.length > 0) {
    const accepted = ROUTE_IS_ACCEPTED;
    return yield* withRules(route, parentAttachment({ ...subject, accepted, listeners, unsureListeners }));
  }
  const [doubt] = unsure;
  if (doubt !== undefined) {
    const accepted = isUnknown('Accepted', doubt.why);
    return parentAttachment({ ...subject, accepted, attached: undefined, unsureListeners });
  }
  const at = RUNGS.findLast((rung) => refused.some((refusal) => refusal.at === rung)) ?? 'section';
  const message = describeRefusals(at, refused, claim);
  return parentAttachment({ ...subject, accepted: isFalse('Accepted', REFUSAL_REASONS[at], message) });
}
