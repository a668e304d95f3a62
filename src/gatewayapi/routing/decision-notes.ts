import { hostLevels } from './find-match.ts';
import type { FoundRule, RouteScope, Routing } from './routing.ts';

/** What of the way to the rule is up to implementations (semantics.md D.2, H); each ends "only they know …". */
export function decisionNotes({ scope, found }: Routing): readonly string[] {
  if (scope?.mode !== 'rules') return [];
  return [
    ...patternNotes(scope),
    ...(found === undefined ? [] : [...fallThrough(scope, found), ...kinds(scope, found)]),
  ];
}

function patternNotes({ context: { patterns } }: RouteScope): readonly string[] {
  const notes: string[] = [];
  if (patterns.asked) {
    notes.push(
      'which dialect and precedence regular expressions have; RE2 on the whole value, after exact paths and before prefixes, is assumed',
    );
  }
  if (patterns.exhausted)
    notes.push('what the regular expressions match that took too long and were left out');
  return notes;
}

/** Servers that choose a virtual host before a route do not come back to a less specific hostname. */
function fallThrough({ index, context }: RouteScope, found: FoundRule): readonly string[] {
  for (const { hostname } of hostLevels(index, context)) {
    if (hostname === found.hostname) return [];
    return [
      `whether routes for ${found.hostname || 'any host'} answer what no route for ${hostname} matches; the specification says they do, servers with virtual hosts answer 404`,
    ];
  }
  return [];
}

function kinds({ index, context }: RouteScope, { hostname, route }: FoundRule): readonly string[] {
  if (context.request.scheme !== 'GRPC' || route.kind !== 'GRPCRoute' || !index.has('HTTPRoute')) return [];
  for (const level of index.paths('HTTPRoute', context.request.hostname)) {
    if (level.hostname === hostname) {
      return ['which of GRPCRoutes and HTTPRoutes on one hostname goes first; GRPCRoutes are assumed to'];
    }
  }
  return [];
}
