import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { hostnameLevels } from './hostname-levels.ts';
import { matchStep, mismatchStep, nameStep } from './match-steps.ts';
import type { AttachedRoute } from './routed-listener.ts';
import type { RouteScope, Routing } from './routing.ts';
import type { SimulationStep, StepReason } from './simulation-step.ts';

/** Why one route did not get the request, wherever it stands. */
export function traceNamedRoute(
  routing: Routing,
  key: ObjectKey,
  notAttached: (route: ObjectKey) => string,
): readonly SimulationStep[] {
  const { scope, listener, listeners } = routing;
  const attached = scope === undefined ? undefined : findRoute(scope.index.routes, key);
  if (scope !== undefined && attached !== undefined) return attachedSteps(routing, scope, attached);
  const elsewhere = listeners.find(({ routes }) => findRoute(routes, key) !== undefined);
  if (elsewhere === undefined) return [aside(key, 'ATTACHMENT', notAttached(key))];
  const reached = listener === undefined ? 'no listener' : `listener ${listener.name}`;
  return [
    aside(key, 'LISTENER', `it is attached to listener ${elsewhere.name}, the request reached ${reached}`),
  ];
}

function findRoute(routes: readonly AttachedRoute[], key: ObjectKey): AttachedRoute | undefined {
  const { namespace, name } = key;
  return routes.find(
    ({ route }) =>
      route.metadata.name === name &&
      route.metadata.namespace === namespace &&
      objectKeyId(keyOf(route)) === objectKeyId(key),
  );
}

function aside(key: ObjectKey, decidedBy: StepReason, message: string): SimulationStep {
  return { verdict: 'NOT_CONSIDERED', key, decidedBy, message };
}

function attachedSteps(
  routing: Routing,
  scope: RouteScope,
  attached: AttachedRoute,
): readonly SimulationStep[] {
  const { request } = scope.context;
  const key = keyOf(attached.route);
  if (attached.route.kind === 'GRPCRoute' && request.scheme !== 'GRPC') {
    return [aside(key, 'SCHEME', 'a GRPCRoute serves gRPC only')];
  }
  const name = nameOf(scope);
  const levels = hostnameLevels(name).filter((level) => attached.hostnames.includes(level));
  if (levels.length === 0) {
    const message = `${name || 'a request without a name'} matches none of ${attached.hostnames.join(', ')}`;
    return [{ verdict: 'NOT_MATCHED', key, route: attached.route, decidedBy: 'HOSTNAME', message }];
  }
  return levels.flatMap((hostname) => levelSteps(routing, scope, attached, hostname));
}

function nameOf({ mode, context: { request } }: RouteScope): string {
  if (mode === 'rules') return request.hostname;
  return mode === 'serverName' ? request.sni : '';
}

function levelSteps(
  { found }: Routing,
  scope: RouteScope,
  attached: AttachedRoute,
  hostname: string,
): readonly SimulationStep[] {
  if (scope.mode !== 'rules') return found === undefined ? [] : [nameStep(attached, hostname, found)];
  const winner = found?.entry === undefined ? undefined : { hostname: found.hostname, entry: found.entry };
  return scope.index.entriesOf(attached).flatMap((entry) => {
    const mismatch = mismatchStep(entry, hostname, scope);
    if (mismatch !== undefined) return [mismatch];
    return winner === undefined ? [] : [matchStep({ hostname, entry }, winner)];
  });
}
