import { ABSENT, type Lookup, type Unreadable } from '../../kube/lookup.ts';
import { formatKey, groupKindId, type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { parentRefs, usesDefaultGateways } from '../attachment/parent-ref.ts';
import { DEFAULT_SCOPE, defaultGateways } from '../attachment/route-indexes.ts';
import { entry, lookup, type Rule } from '../fact.ts';
import { GATEWAY, LISTENER_SET, X_LISTENER_SET } from '../groups.ts';
import { listenerSetParent } from '../listeners/listener-set-parent.ts';

export type KeysAnswer =
  | { readonly state: 'keys'; readonly keys: readonly ObjectKey[] }
  | { readonly state: 'unreadable'; readonly answer: CouldNotRead; readonly what: string };

export type CouldNotRead = Exclude<Unreadable, { readonly state: 'notServed' }>;

const SETS: ReadonlySet<string> = new Set([LISTENER_SET, X_LISTENER_SET].map(groupKindId));

/** The Gateways that a route has as parents, itself or through ListenerSets, each once, in the order of the spec. */
export function* gatewaysOfRoute(route: RawObject): Rule<KeysAnswer> {
  const gateways: ObjectKey[] = [];
  for (const { target } of parentRefs(route)) {
    const answer = yield* gatewayBehind(target);
    if (answer.state === 'unreadable') return answer;
    gateways.push(...answer.keys);
  }
  if (usesDefaultGateways(route)) {
    const defaults = yield* entry(defaultGateways, undefined, DEFAULT_SCOPE);
    if (defaults.state === 'entry') gateways.push(...defaults.values);
    else if (defaults.state !== 'notServed') {
      return { state: 'unreadable', answer: defaults, what: `the list of ${GATEWAY.kind}` };
    }
  }
  return { state: 'keys', keys: [...new Map(gateways.map((key) => [objectKeyId(key), key])).values()] };
}

function* gatewayBehind(parent: ObjectKey): Rule<KeysAnswer> {
  const kind = groupKindId(parent);
  if (kind === groupKindId(GATEWAY)) return { state: 'keys', keys: [parent] };
  const set: Lookup = SETS.has(kind) ? yield* lookup(parent) : ABSENT;
  if (set.state === 'forbidden' || set.state === 'unavailable') {
    return { state: 'unreadable', answer: set, what: formatKey(parent) };
  }
  const gateway = set.state === 'found' ? listenerSetParent(set.object) : undefined;
  return { state: 'keys', keys: gateway === undefined ? [] : [gateway.target] };
}
