import { getIn } from '../../kube/json.ts';
import { formatKey, groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { type Capabilities, supports } from '../capabilities/capabilities.ts';
import { type Ignorance, ignorance } from '../conditions/computed-condition.ts';
import { lookup, type Rule, verdict, verdictRule } from '../fact.ts';
import { GATEWAY, LISTENER_SET } from '../groups.ts';
import { gatewayScope } from '../scope/gateway-scope.ts';
import type { Listener } from './listener.ts';
import { listenerSetParent } from './listener-set-parent.ts';
import { type NamespaceRule, permitsNamespace, readNamespaceRule } from './namespace-rule.ts';
import { readListeners } from './read-listener.ts';

/** The listeners that one parent offers to routes, and who speaks for it. */
export type ListenerPool =
  | {
      readonly state: 'pool';
      readonly gateway: ObjectKey;
      readonly controllerName: string | undefined;
      readonly capabilities: Capabilities;
      /** Why a ListenerSet's listeners take no part in its Gateway, where they do not. */
      readonly refused: string | undefined;
      readonly listeners: readonly Listener[];
    }
  | { readonly state: 'unowned'; readonly message: string }
  | { readonly state: 'unknown'; readonly why: Ignorance };

/** Of a Gateway, its own listeners; of a ListenerSet, its entries. They are never mixed (semantics.md C.2). */
export const listenerPool = verdictRule<ListenerPool>('listenerPool', function* (owner, key) {
  return groupKindId(key) === groupKindId(GATEWAY)
    ? yield* poolOfGateway(owner, key)
    : yield* poolOfListenerSet(owner, key);
});

function* poolOfGateway(owner: RawObject, gateway: ObjectKey): Rule<ListenerPool> {
  const scope = yield* verdict(gatewayScope, gateway);
  if (scope.state !== 'judged') return absentGateway(gateway);
  if (scope.value.state !== 'owned') return scope.value;
  const { controllerName, capabilities } = scope.value;
  const listeners = readListeners(owner, capabilities);
  return { state: 'pool', gateway, controllerName, capabilities, refused: undefined, listeners };
}

/** semantics.md C.6 rules 1 to 3. */
function* poolOfListenerSet(owner: RawObject, key: ObjectKey): Rule<ListenerPool> {
  const parent = listenerSetParent(owner);
  if (parent === undefined) return { state: 'unowned', message: 'spec.parentRef names no Gateway' };
  const gateway = parent.target;
  const answer = yield* lookup(gateway);
  if (answer.state === 'absent' || answer.state === 'notServed') return absentGateway(gateway);
  if (answer.state !== 'found') return { state: 'unknown', why: ignorance(answer, formatKey(gateway)) };
  const scope = yield* verdict(gatewayScope, gateway);
  if (scope.state !== 'judged') return absentGateway(gateway);
  if (scope.value.state !== 'owned') return scope.value;
  const { controllerName, capabilities } = scope.value;
  if (!supportsListenerSet(key, capabilities)) {
    return { state: 'unowned', message: 'the controller of the Gateway does not support ListenerSets' };
  }
  const permission = yield* permitsNamespace(allowedSets(answer.object), key.namespace ?? '');
  if (permission.permitted === undefined) return { state: 'unknown', why: permission.why };
  const refused = permission.permitted
    ? undefined
    : `${formatKey(gateway)} does not allow ListenerSets from namespace ${key.namespace ?? ''} (spec.allowedListeners)`;
  const listeners = readListeners(owner, capabilities);
  return { state: 'pool', gateway, controllerName, capabilities, refused, listeners };
}

/** The namespaces of the ListenerSets that a Gateway lets in (semantics.md C.6). */
export function allowedSets(gateway: RawObject): NamespaceRule {
  return readNamespaceRule(getIn(gateway, 'spec', 'allowedListeners', 'namespaces'), {
    from: 'None',
    namespace: gateway.metadata.namespace ?? '',
  });
}

function absentGateway(gateway: ObjectKey): ListenerPool {
  return { state: 'unowned', message: `${formatKey(gateway)} does not exist` };
}

/** XListenerSet is older than the names of features for it. */
function supportsListenerSet(key: ObjectKey, capabilities: Capabilities): boolean {
  return (
    groupKindId(key) !== groupKindId(LISTENER_SET) ||
    supports(capabilities, 'ListenerSet', 'GatewayListenerSet')
  );
}
