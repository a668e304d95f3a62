import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import { allMatches, type FoundMatch, hostLevels } from './find-match.ts';
import { matchStep, mismatchStep, nameStep } from './match-steps.ts';
import type { FoundRule, RouteScope, Routing } from './routing.ts';
import type { SimulationStep } from './simulation-step.ts';
import { traceNamedRoute } from './trace-named-route.ts';

export interface TraceOptions {
  /** How many steps at most; those of the named route come on top. */
  readonly first: number;
  /** A route whose reason is wanted anyway. */
  readonly route?: ObjectKey | undefined;
  /** Why a route is not attached to any listener that serves; asked at most once. */
  readonly notAttached: (route: ObjectKey) => string;
}

/**
 * Who got a request and why the others did not (semantics.md D.8): the winner, then what matched too in the order of
 * precedence, then what stands on the same host.
 */
export function traceRequest(routing: Routing, options: TraceOptions): readonly SimulationStep[] {
  const steps = take(candidateSteps(routing), options.first);
  const { route } = options;
  if (route === undefined) return steps;
  const told = new Set(steps.map(stepId));
  const named = traceNamedRoute(routing, route, options.notAttached);
  return [...steps, ...named.filter((step) => !told.has(stepId(step)))];
}

function stepId({ key, ruleIndex, matchIndex, hostname }: SimulationStep): string {
  return `${objectKeyId(key)} ${ruleIndex} ${matchIndex} ${hostname}`;
}

function take<T>(items: Iterable<T>, count: number): readonly T[] {
  const taken: T[] = [];
  if (count <= 0) return taken;
  for (const item of items) {
    taken.push(item);
    if (taken.length >= count) break;
  }
  return taken;
}

function* candidateSteps({ scope, found }: Routing): Generator<SimulationStep> {
  if (scope === undefined) return;
  if (scope.mode === 'rules') {
    yield* matched(scope);
    yield* onSameHost(scope);
  } else if (found !== undefined) yield* onSameName(scope, found);
}

function* matched({ index, context }: RouteScope): Generator<SimulationStep> {
  let winner: FoundMatch | undefined;
  for (const match of allMatches(index, context)) {
    winner ??= match;
    yield matchStep(match, winner);
  }
}

function* onSameHost(scope: RouteScope): Generator<SimulationStep> {
  for (const { hostname, index } of hostLevels(scope.index, scope.context)) {
    for (const entry of index.entries) {
      const step = mismatchStep(entry, hostname, scope);
      if (step !== undefined) yield step;
    }
  }
}

function* onSameName(
  { index, kinds, mode, context }: RouteScope,
  found: FoundRule,
): Generator<SimulationStep> {
  const name = mode === 'serverName' ? context.request.sni : '';
  for (const kind of kinds) {
    for (const { hostname, index: routes } of index.ordered(kind, name)) {
      for (const attached of routes) yield nameStep(attached, hostname, found);
    }
  }
}
