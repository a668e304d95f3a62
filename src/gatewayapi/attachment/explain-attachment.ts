import { formatKey, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { type Rule, verdict } from '../fact.ts';
import { GATEWAY } from '../groups.ts';
import type { Listener } from '../listeners/listener.ts';
import { type ListenerPool, listenerPool } from '../listeners/listener-pool.ts';
import { listenerVerdicts } from '../listeners/listener-verdicts.ts';
import { type Claim, claimOf } from './claim.ts';
import { describeRefusal, REFUSAL_REASONS } from './describe-refusal.ts';
import { judgeListener } from './judge-listener.ts';
import type { ParentAttachment } from './parent-attachment.ts';

/** What one listener of a parent says to a route, in words. */
export interface ListenerExplanation {
  readonly gateway: ObjectKey;
  readonly listenerSet: ObjectKey | undefined;
  readonly listener: Listener;
  readonly attached: boolean | undefined;
  readonly reason: string;
  readonly message: string;
}

/** Why each listener of a parent takes a route or does not. Computed when asked for: a verdict needs none of it. */
export function* explainAttachment(
  route: RawObject,
  attachment: ParentAttachment,
): Rule<readonly ListenerExplanation[]> {
  const { parentRef, via } = attachment;
  if (via !== 'gateway') return [];
  const answer = yield* verdict(listenerPool, parentRef.target);
  if (answer.state !== 'judged' || answer.value.state !== 'pool') return [];
  const pool = answer.value;
  const claim = claimOf(route, parentRef);
  const isGateway = groupKindId(parentRef.target) === groupKindId(GATEWAY);
  const explanations: ListenerExplanation[] = [];
  for (const listener of pool.listeners) {
    explanations.push({
      gateway: pool.gateway,
      listenerSet: isGateway ? undefined : parentRef.target,
      listener,
      ...(yield* explain(listener, { claim, attachment, pool })),
    });
  }
  return explanations;
}

type Explanation = Pick<ListenerExplanation, 'attached' | 'reason' | 'message'>;

interface Circumstances {
  readonly claim: Claim;
  readonly attachment: ParentAttachment;
  readonly pool: Extract<ListenerPool, { state: 'pool' }>;
}

function* explain(listener: Listener, { claim, attachment, pool }: Circumstances): Rule<Explanation> {
  if (pool.refused !== undefined) {
    return { attached: false, reason: 'NoMatchingParent', message: pool.refused };
  }
  const outcome = yield* judgeListener(listener, claim);
  if (outcome.state === 'refused') {
    const reason = REFUSAL_REASONS[outcome.at];
    return { attached: false, reason, message: describeRefusal(outcome.at, listener, claim) };
  }
  if (outcome.state === 'unknown') return { attached: undefined, ...outcome.why };
  const { accepted } = attachment;
  if (accepted.status === 'False') {
    return { attached: false, reason: accepted.reason, message: accepted.message };
  }
  const hostnames = outcome.hostnames.filter((hostname) => hostname !== '');
  const text = hostnames.length === 0 ? '' : ` for ${hostnames.join(', ')}`;
  return { attached: true, reason: 'Accepted', message: `listener ${listener.name} takes the route${text}` };
}

/** What keeps an attached route from getting traffic: the state of the listener itself (semantics.md C.7). */
export function* listenerWarning({
  gateway,
  listenerSet,
  listener,
}: ListenerExplanation): Rule<string | undefined> {
  const owner = listenerSet ?? gateway;
  const answer = yield* verdict(listenerVerdicts, owner);
  const own =
    answer.state === 'judged'
      ? answer.value.find((judged) => judged.listener.index === listener.index)
      : undefined;
  if (own === undefined) return undefined;
  if (own.accepted.status === 'False') {
    return `the listener itself is not accepted (${own.accepted.reason}): ${own.accepted.message}`;
  }
  return own.usable === false
    ? `the listener of ${formatKey(owner)} cannot serve: ${own.unusable ?? own.resolvedRefs.message}`
    : undefined;
}
