import { formatKey, formatKind } from '../../kube/object-key.ts';
import type { Listener } from '../listeners/listener.ts';
import type { NamespaceRule } from '../listeners/namespace-rule.ts';
import type { Claim } from './claim.ts';
import type { Rung } from './judge-listener.ts';

export type RefusalReason = 'NoMatchingParent' | 'NotAllowedByListeners' | 'NoMatchingListenerHostname';

/** Kind and namespace share a reason: which of the two it was is in the message (semantics.md C.2 rule 5). */
export const REFUSAL_REASONS: { readonly [R in Rung]: RefusalReason } = {
  section: 'NoMatchingParent',
  kind: 'NotAllowedByListeners',
  namespace: 'NotAllowedByListeners',
  hostname: 'NoMatchingListenerHostname',
};

/** Why a listener does not take a route, for people. */
const DESCRIPTIONS: { readonly [R in Rung]: (listener: Listener, claim: Claim) => string } = {
  section: (listener, { parentRef }) =>
    `the parentRef asks for ${describeSection(parentRef)}, this is ${describeListener(listener)}`,
  kind: (listener, { kind }) =>
    listener.supportedKinds.length === 0
      ? `listener ${listener.name} takes no routes at all`
      : `listener ${listener.name} (${listener.protocol}) takes ${listener.supportedKinds.map(formatKind).join(', ')}, not ${formatKind(kind)}`,
  namespace: (listener, { namespace }) =>
    `listener ${listener.name} takes routes from ${describeNamespaces(listener.namespaces)}, not from namespace ${namespace}`,
  hostname: (listener, { hostnames }) =>
    `listener ${listener.name} serves ${listener.hostname}, the route ${listed(hostnames ?? [])}`,
};

export function describeRefusal(at: Rung, listener: Listener, claim: Claim): string {
  return DESCRIPTIONS[at](listener, claim);
}

const MOST_LISTED = 5;

/** Why no listener of a parent takes a route: the rung that the luckiest of them reached. */
export function describeRefusals(
  at: Rung,
  listeners: readonly { readonly listener: Listener; readonly at: Rung }[],
  claim: Claim,
): string {
  const parent = formatKey(claim.parentRef.target);
  if (at === 'section') {
    const has =
      listeners.length === 0
        ? 'no listeners'
        : listed(listeners.map(({ listener }) => describeListener(listener)));
    return `${parent} has no ${describeSection(claim.parentRef)}; it has ${has}`;
  }
  const reason = REFUSAL_REASONS[at];
  const texts = listeners
    .filter((refused) => REFUSAL_REASONS[refused.at] === reason)
    .map((refused) => describeRefusal(refused.at, refused.listener, claim));
  return `${parent}: ${listed(texts, '; ')}`;
}

function describeSection({ sectionName, port }: Claim['parentRef']): string {
  const name = sectionName === undefined ? 'listener' : `listener ${sectionName}`;
  return port === undefined ? name : `${name} on port ${port}`;
}

function describeListener({ name, port }: Listener): string {
  return `listener ${name} on port ${port}`;
}

function describeNamespaces(rule: NamespaceRule): string {
  switch (rule.from) {
    case 'Same':
      return `namespace ${rule.namespace}`;
    case 'Selector':
      return `namespaces with certain labels (${JSON.stringify(rule.selector)})`;
    default:
      return 'no namespace';
  }
}

function listed(texts: readonly string[], separator = ', '): string {
  const rest = texts.length - MOST_LISTED;
  const shown = texts.slice(0, MOST_LISTED).join(separator);
  return rest > 0 ? `${shown}${separator}and ${rest} more` : shown;
}
