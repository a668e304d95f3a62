import { asList, asObject, getIn } from '../../kube/json.ts';
import { findMatch } from './find-match.ts';
import type { FoundRule, RouteScope } from './routing.ts';

/** The rule that gets the request, among the routes of the scope. */
export function findRule(scope: RouteScope): FoundRule | undefined {
  return scope.mode === 'rules' ? byMatches(scope) : byName(scope);
}

function byMatches({ index, context }: RouteScope): FoundRule | undefined {
  const match = findMatch(index, context);
  if (match === undefined) return undefined;
  const { hostname, entry } = match;
  const { attached, index: ruleIndex, node } = entry.rule;
  return { attached, route: attached.route, ruleIndex, node, hostname, entry };
}

/**
 * semantics.md D.6, D.7: the most specific hostname, then the oldest route, then its name; the first rule is the
 * only one with a meaning.
 */
function byName({ index, context, kinds, mode }: RouteScope): FoundRule | undefined {
  const name = mode === 'serverName' ? context.request.sni : '';
  for (const kind of kinds) {
    for (const { hostname, index: routes } of index.ordered(kind, name)) {
      const [attached] = routes;
      if (attached === undefined) continue;
      const node = asObject(asList(getIn(attached.route, 'spec', 'rules'))[0]);
      return { attached, route: attached.route, ruleIndex: 0, node, hostname };
    }
  }
  return undefined;
}
