import { asList, asString, getIn, type Json } from '../../kube/json.ts';

/**
 * The paths at which a rule of a route is found, as a URL has them; none for a regular expression, which is no path.
 * `undefined` for kinds that know no paths.
 */
export function pathsOfRule(routeKind: string, rule: Json): readonly string[] | undefined {
  const pathOf = PATHS[routeKind];
  if (pathOf === undefined) return undefined;
  const matches = asList(getIn(rule, 'matches'));
  // A rule without matches takes everything.
  return matches.length === 0 ? ['/'] : matches.map(pathOf).filter((path) => path !== undefined);
}

const PATHS: { readonly [routeKind: string]: (match: Json) => string | undefined } = {
  HTTPRoute: (match) =>
    getIn(match, 'path', 'type') === 'RegularExpression'
      ? undefined
      : (asString(getIn(match, 'path', 'value')) ?? '/'),
  GRPCRoute: grpcPath,
};

/** A method without its service is at many paths. */
function grpcPath(match: Json): string | undefined {
  if (getIn(match, 'method', 'type') === 'RegularExpression') return undefined;
  const [service, method] = ['service', 'method'].map((part) => asString(getIn(match, 'method', part)) ?? '');
  if (service === '') return method === '' ? '/' : undefined;
  return `/${service}/${method}`;
}
