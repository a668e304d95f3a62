import { asList, getIn, isObject } from '../../kube/json.ts';
import type { Unreadable } from '../../kube/lookup.ts';
import { formatKey, type ObjectKey } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { lookup, type Rule, verdict } from '../fact.ts';
import { answerRequest } from './answer-request.ts';
import { type GatewayRouting, gatewayRouting, type IdleListener } from './gateway-routing.ts';
import { type MeshRouting, meshRouting } from './mesh-routing.ts';
import type { VerdictOf } from './reference-verdict.ts';
import { routeMeshRequest } from './route-mesh-request.ts';
import { routeRequest } from './route-request.ts';
import type { IndexOf, Routing } from './routing.ts';
import { ruleVerdicts, type Via } from './rule-verdicts.ts';
import type { RequestInput } from './sent-request.ts';
import type { Simulation } from './simulation.ts';

/** Where a request goes: to a Gateway, or from a namespace through a mesh to a port of a Service. */
export type RequestTarget =
  | { readonly via: 'gateway'; readonly key: ObjectKey; readonly port: number | undefined }
  | {
      readonly via: 'mesh';
      readonly key: ObjectKey;
      readonly port: number;
      readonly clientNamespace: string;
    };

export interface SimulatedRequest {
  readonly simulation: Simulation;
  /** For `traceRequest`. */
  readonly routing: Routing;
  readonly target: RequestTarget;
}

export type SimulateAnswer =
  | { readonly state: 'simulated'; readonly value: SimulatedRequest }
  /** Gateway or Service may not be read, or could not be. */
  | Exclude<Unreadable, { readonly state: 'notServed' }>;

/** What would happen to a request, from the objects alone. */
export function* simulateRequest(
  request: RequestInput,
  target: RequestTarget,
  indexOf: IndexOf,
): Rule<SimulateAnswer> {
  const found = yield* lookup(target.key);
  if (found.state === 'forbidden' || found.state === 'unavailable') return found;
  const routed =
    target.via === 'gateway'
      ? throughGateway(request, target, { routing: yield* gatewayOf(target.key), indexOf })
      : throughMesh(request, target, { routing: yield* meshOf(target.key), indexOf });
  const routing = yield* withCurrentRoute(routed.routing);
  const verdictOf = yield* verdictsOf(routing, target.via);
  const simulation = answerRequest(routing, verdictOf);
  const value = {
    simulation: { ...simulation, ...routed.problem, incomplete: simulation.incomplete || routed.incomplete },
    routing,
    target,
  };
  return { state: 'simulated', value };
}

interface Routed {
  readonly routing: Routing;
  readonly incomplete: boolean;
  /** What there is to say where nobody takes the request. */
  readonly problem?: Pick<Simulation, 'outcome' | 'message'> & Partial<Simulation>;
}

interface Ground<T> {
  readonly routing: T | undefined;
  readonly indexOf: IndexOf;
}

function* gatewayOf(key: ObjectKey): Rule<GatewayRouting | undefined> {
  const answer = yield* verdict(gatewayRouting, key);
  return answer.state === 'judged' ? answer.value : undefined;
}

function* meshOf(key: ObjectKey): Rule<MeshRouting | undefined> {
  const answer = yield* verdict(meshRouting, key);
  return answer.state === 'judged' ? answer.value : undefined;
}

function throughGateway(
  request: RequestInput,
  { key, port }: RequestTarget & { readonly via: 'gateway' },
  { routing: gateway, indexOf }: Ground<GatewayRouting>,
): Routed {
  const { listeners = [], isolated } = gateway ?? {};
  const routing = routeRequest({ request, port, listeners, isolated, indexOf });
  if (gateway === undefined) return nobody(routing, `${formatKey(key)} does not exist`, false);
  const { problem, idle, incomplete } = gateway;
  if (problem !== undefined)
    return nobody(routing, `${formatKey(key)} serves nothing: ${problem}`, incomplete);
  const asleep = routing.selection?.state === 'none' ? idleOn(idle, routing.port) : undefined;
  if (asleep === undefined) return { routing, incomplete };
  const message = `listener ${asleep.name} on port ${asleep.port} does not serve: ${asleep.message}`;
  return { routing, incomplete, problem: { outcome: 'NO_LISTENER', message } };
}

/** A listener that might have taken the request. */
function idleOn(idle: readonly IdleListener[], port: number | undefined): IdleListener | undefined {
  return port === undefined ? idle[0] : idle.find((listener) => listener.port === port);
}

function throughMesh(
  request: RequestInput,
  { key: service, port, clientNamespace }: RequestTarget & { readonly via: 'mesh' },
  { routing: mesh, indexOf }: Ground<MeshRouting>,
): Routed {
  const groups = mesh?.groups ?? [];
  const routing = routeMeshRequest({
    request,
    destination: { service, port, clientNamespace, groups },
    indexOf,
  });
  if (mesh === undefined) return nobody(routing, `${formatKey(service)} does not exist`, false);
  const transport = request.scheme === 'UDP' ? 'UDP' : 'TCP';
  const hasPort = mesh.ports.some((own) => own.port === port && own.transport === transport);
  if (!hasPort) return nobody(routing, `${formatKey(service)} has no ${transport} port ${port}`, false);
  return { routing, incomplete: mesh.incomplete };
}

function nobody(routing: Routing, message: string, incomplete: boolean): Routed {
  const nothing = { statusCode: undefined, backends: [], request: undefined, opaque: [] };
  return {
    routing: { ...routing, direct: undefined },
    incomplete,
    problem: { outcome: 'NO_LISTENER', message, ...nothing },
  };
}

/** The index may hold the route as it was before a change that matching does not see; the answer names it as it is. */
function* withCurrentRoute(routing: Routing): Rule<Routing> {
  const { found } = routing;
  if (found === undefined) return routing;
  const answer = yield* lookup(keyOf(found.route));
  if (answer.state !== 'found') return routing;
  const rule = asList(getIn(answer.object, 'spec', 'rules'))[found.ruleIndex];
  return {
    ...routing,
    found: { ...found, route: answer.object, node: isObject(rule) ? rule : found.node },
  };
}

function* verdictsOf({ found }: Routing, via: Via): Rule<VerdictOf> {
  return found === undefined ? NO_REFERENCES : yield* ruleVerdicts(found.route, found.node, via);
}

const NO_REFERENCES: VerdictOf = () => {
  throw new Error('a request that no rule gets has no references');
};
