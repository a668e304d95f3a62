import { formatKey } from '../../kube/object-key.ts';
import type { ParentAttachment } from '../attachment/parent-attachment.ts';
import { type Rule, verdict } from '../fact.ts';
import { type ListenerVerdict, listenerVerdicts } from '../listeners/listener-verdicts.ts';
import { gatewayRollUp } from '../status/gateway-roll-up.ts';

/** Why no listener that takes a route serves it; undefined where one does, or that could not be found out. */
export function* whyNotServing({
  parentRef,
  gateway,
  listeners,
}: ParentAttachment): Rule<string | undefined> {
  if (gateway === undefined) return undefined;
  const rollUp = yield* verdict(gatewayRollUp, gateway);
  const accepted = rollUp.state === 'judged' ? rollUp.value?.accepted : undefined;
  if (accepted?.status === 'False') return `${formatKey(gateway)} is not accepted: ${accepted.message}`;
  const answer = yield* verdict(listenerVerdicts, parentRef.target);
  if (answer.state !== 'judged') return undefined;
  const taking = new Set(listeners.map(({ index }) => index));
  const reasons = answer.value.filter(({ listener }) => taking.has(listener.index)).map(whyIdle);
  const [first] = reasons;
  return reasons.every((reason) => reason !== undefined) ? first : undefined;
}

function whyIdle({ listener, accepted, usable, unusable }: ListenerVerdict): string | undefined {
  if (accepted.status === 'False') return `listener ${listener.name} is not accepted: ${accepted.message}`;
  return usable === false ? `listener ${listener.name} cannot serve: ${unusable ?? ''}` : undefined;
}
