import { getIn } from '../../kube/json.ts';
import { groupKindId, type ObjectKey, sameKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { routesOf } from '../attachment/attached-routes.ts';
import { routesByParent } from '../attachment/route-indexes.ts';
import { supports } from '../capabilities/capabilities.ts';
import { type Rule, verdict, verdictRule } from '../fact.ts';
import { GATEWAY } from '../groups.ts';
import { listenerPool } from '../listeners/listener-pool.ts';
import { type ListenerVerdict, listenerVerdicts } from '../listeners/listener-verdicts.ts';
import { mergedListeners } from '../listeners/merged-listeners.ts';
import { gatewayRollUp } from '../status/gateway-roll-up.ts';
import type { AttachedRoute, RoutedListener } from './routed-listener.ts';
import { routedRoute } from './routed-route.ts';

/** A listener that takes no connections, and why. */
export interface IdleListener {
  readonly name: string;
  readonly port: number;
  readonly message: string;
}

/** What a Gateway serves: its own listeners and those of its ListenerSets, with the routes on them. */
export interface GatewayRouting {
  readonly listeners: readonly RoutedListener[];
  readonly idle: readonly IdleListener[];
  /** Why the Gateway as a whole serves nothing, where it does not. */
  readonly problem: string | undefined;
  /** Whether the controller keeps the routes of a less specific listener from answering, as far as is known. */
  readonly isolated: boolean;
  /** Whether something was hidden that could make a difference. */
  readonly incomplete: boolean;
}

export const gatewayRouting = verdictRule<GatewayRouting>('gatewayRouting', function* (gateway, key) {
  const pool = yield* verdict(listenerPool, key);
  if (pool.state !== 'judged') return nothing('the Gateway could not be read', true);
  if (pool.value.state === 'unowned') return nothing(pool.value.message, false);
  if (pool.value.state === 'unknown') return nothing(pool.value.why.message, true);
  const answer = yield* verdict(gatewayRollUp, key);
  const rollUp = answer.state === 'judged' ? answer.value : undefined;
  if (rollUp?.accepted.status === 'False') return nothing(rollUp.accepted.message, !rollUp.complete);
  const merged = yield* verdict(mergedListeners, key);
  const owners = merged.state === 'judged' ? merged.value.owners : [];
  const parts: OwnerPart[] = [];
  for (const owner of owners) parts.push(yield* ownerPart(gateway, key, owner.key));
  return {
    listeners: parts.flatMap(({ listeners }) => listeners),
    idle: parts.flatMap(({ idle }) => idle),
    problem: undefined,
    isolated: supports(pool.value.capabilities, 'GatewayHTTPListenerIsolation'),
    incomplete:
      rollUp?.complete !== true ||
      rollUp.accepted.status !== 'True' ||
      parts.some(({ incomplete }) => incomplete),
  };
});

function nothing(problem: string, incomplete: boolean): GatewayRouting {
  return { listeners: [], idle: [], problem, isolated: true, incomplete };
}

type OwnerPart = Pick<GatewayRouting, 'listeners' | 'idle' | 'incomplete'>;

/** The listeners of the Gateway itself, or of one of its ListenerSets. */
function* ownerPart(gateway: RawObject, key: ObjectKey, owner: ObjectKey): Rule<OwnerPart> {
  const answer = yield* verdict(listenerVerdicts, owner);
  const verdicts = answer.state === 'judged' ? answer.value : [];
  const isGateway = groupKindId(owner) === groupKindId(GATEWAY);
  const isDefault = isGateway && getIn(gateway, 'spec', 'defaultScope') === 'All';
  const routes = yield* routesByListener(owner, isDefault);
  const serving = verdicts.filter((candidate) => whyIdle(candidate) === undefined);
  return {
    listeners: serving.map(({ listener }) => ({
      gateway: key,
      listenerSet: isGateway ? undefined : owner,
      name: listener.name,
      port: listener.port,
      protocol: listener.protocol,
      hostname: listener.hostname,
      tlsMode: listener.tlsMode,
      routes: routes.byIndex.get(listener.index) ?? NO_ROUTES,
    })),
    idle: verdicts.flatMap((candidate) => {
      const message = whyIdle(candidate);
      const { name, port } = candidate.listener;
      return message === undefined ? [] : [{ name, port, message }];
    }),
    incomplete: !routes.complete || serving.some(isUnsure),
  };
}

const NO_ROUTES: readonly AttachedRoute[] = [];

/** A listener serves when it is accepted and usable, also where that is not certain (semantics.md D.1). */
function whyIdle({ accepted, usable, unusable }: ListenerVerdict): string | undefined {
  if (accepted.status === 'False') return accepted.message;
  return usable === false ? (unusable ?? 'it cannot serve') : undefined;
}

function isUnsure({ accepted, usable }: ListenerVerdict): boolean {
  return accepted.status !== 'True' || usable === undefined;
}

interface ListenerRoutes {
  readonly byIndex: ReadonlyMap<number, readonly AttachedRoute[]>;
  readonly complete: boolean;
}

function* routesByListener(owner: ObjectKey, isDefault: boolean): Rule<ListenerRoutes> {
  const byIndex = new Map<number, AttachedRoute[]>();
  const routes = yield* routesOf({ key: owner, isDefault, indexes: routesByParent });
  let { complete } = routes;
  for (const route of routes.keys) {
    const answer = yield* verdict(routedRoute, route);
    if (answer.state !== 'judged') continue;
    const { listeners, unsure } = answer.value;
    if (unsure.some((parent) => sameKey(parent, owner))) complete = false;
    for (const { parent, index, attached } of listeners) {
      if (!sameKey(parent, owner)) continue;
      const known = byIndex.get(index);
      if (known === undefined) byIndex.set(index, [attached]);
      else known.push(attached);
    }
  }
  return { byIndex, complete };
}
