import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { badUserInput } from '../src/errors.ts';
import { GATEWAY_GROUP } from '../src/gatewayapi/groups.ts';
import type { RequestScheme } from '../src/gatewayapi/routing/sent-request.ts';
import { simulateRequest } from '../src/gatewayapi/routing/simulate-request.ts';
import { traceRequest } from '../src/gatewayapi/routing/trace-request.ts';
import { whyNotAttached } from '../src/gatewayapi/routing/why-not-attached.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { formatKey, type ObjectKey } from '../src/kube/object-key.ts';
import type {
  RequestSimulationResolvers,
  SimulatedBackendResolvers,
  SimulatedListenerResolvers,
  SimulatedMirrorResolvers,
  SimulationStepResolvers,
} from './generated/types.ts';
import { readError } from './read-error.ts';
import { type KeyInput, readKey, readRequest, readTarget, type SimulationInput } from './simulation-input.ts';
import type { ViewedSimulation, ViewedStep } from './viewed-simulation.ts';

/** `simulateRequest` of a cluster. */
export function simulateRequestField(
  view: ClusterView,
  { input }: { readonly input: SimulationInput },
  context: RequestContext,
): MaybePromise<ViewedSimulation> {
  const target = readTarget(input);
  context.nameNamespace(target.key.namespace);
  const rule = simulateRequest(readRequest(input), target, context.routeIndexes.indexOf);
  return andThen(view.run(rule), (answer) => {
    if (answer.state !== 'simulated') throw readError(answer, formatKey(target.key));
    return { ...answer.value, view };
  });
}

export const requestSimulation: RequestSimulationResolvers = {
  outcome: ({ simulation }) => simulation.outcome,
  message: ({ simulation }) => simulation.message,
  incomplete: ({ simulation }) => simulation.incomplete,
  statusCode: ({ simulation }) => simulation.statusCode ?? null,
  listener: ({ simulation }) => simulation.listener ?? null,
  route: ({ simulation, view }, _, context) =>
    simulation.route === undefined ? null : context.see(simulation.route, view),
  ruleIndex: ({ simulation }) => simulation.ruleIndex ?? null,
  ruleName: ({ simulation }) => simulation.ruleName ?? null,
  matchIndex: ({ simulation }) => simulation.matchIndex ?? null,
  backends: ({ simulation, view }) => simulation.backends.map((backend) => ({ ...backend, view })),
  mirrors: ({ simulation, view }) => simulation.mirrors.map((mirror) => ({ ...mirror, view })),
  request: ({ simulation }) => simulation.request ?? null,
  responseHeaders: ({ simulation }) => simulation.responseHeaders ?? null,
  redirect: ({ simulation }) => simulation.redirect ?? null,
  timeouts: ({ simulation }) => simulation.timeouts ?? null,
  retry: ({ simulation }) => simulation.retry ?? null,
  opaque: ({ simulation }) => simulation.opaque,
  trace,
};

export const simulatedListener: SimulatedListenerResolvers = {
  hostname: ({ hostname }) => hostname || null,
  listenerSet: ({ listenerSet }) => listenerSet ?? null,
};

export const simulatedBackend: SimulatedBackendResolvers = {
  resolution: ({ resolution, view }) => (resolution === undefined ? null : { ...resolution, view }),
};

export const simulatedMirror: SimulatedMirrorResolvers = {
  resolution: ({ resolution, view }) => ({ ...resolution, view }),
};

export const simulationStep: SimulationStepResolvers = {
  hostname: ({ hostname }) => hostname || null,
  route: ({ key, view }, _, context) =>
    andThen(view.object(key), (answer) =>
      answer.state === 'found' ? context.see(answer.object, view) : null,
    ),
};

interface TraceArguments {
  readonly route?: KeyInput | null | undefined;
  readonly first?: number | null | undefined;
}

const MOST_STEPS = 1000;
const DEFAULT_STEPS = 50;

function trace(
  { routing, target, view }: ViewedSimulation,
  args: TraceArguments,
  context: RequestContext,
): MaybePromise<readonly ViewedStep[]> {
  const first = readFirst(args.first ?? DEFAULT_STEPS);
  const route = args.route == null ? undefined : readRoute(args.route, routing.sent.scheme);
  context.nameNamespace(route?.namespace);
  const reason = route === undefined ? '' : view.run(whyNotAttached(route, target.key));
  return andThen(reason, (why) =>
    traceRequest(routing, { first, route, notAttached: () => why }).map((step) => ({ ...step, view })),
  );
}

function readFirst(first: number): number {
  if (first < 0) throw badUserInput('first must not be negative');
  if (first > MOST_STEPS) throw badUserInput(`first: a trace has ${MOST_STEPS} steps at most`);
  return first;
}

const ROUTE_KINDS: { readonly [S in RequestScheme]: string } = {
  HTTP: 'HTTPRoute',
  HTTPS: 'HTTPRoute',
  GRPC: 'GRPCRoute',
  TLS: 'TLSRoute',
  TCP: 'TCPRoute',
  UDP: 'UDPRoute',
};

const KNOWN_ROUTES: ReadonlySet<string> = new Set(Object.values(ROUTE_KINDS));

function readRoute(key: KeyInput, scheme: RequestScheme): ObjectKey {
  const kind = key.kind ?? ROUTE_KINDS[scheme];
  if (!KNOWN_ROUTES.has(kind)) throw badUserInput(`route: ${kind} is no kind of route`);
  return readKey(key, { group: GATEWAY_GROUP, kind }, 'route');
}
