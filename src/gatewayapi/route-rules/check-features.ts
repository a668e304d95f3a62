import { asList, getIn, type JsonObject } from '../../kube/json.ts';
import { supports } from '../capabilities/capabilities.ts';
import { filterLists } from './filter-lists.ts';
import { type RuleCheck, unsupported } from './rule-problem.ts';

interface FeatureUse {
  readonly feature: string;
  /** What a user calls it. */
  readonly what: string;
  isUsed(rule: JsonObject): boolean;
}

/** Extended features of HTTPRoute, and where a rule makes use of each. */
const HTTP_FEATURES: readonly FeatureUse[] = [
  use('HTTPRouteQueryParamMatching', 'queryParams matches', inMatch('queryParams')),
  use('HTTPRouteMethodMatching', 'method matches', inMatch('method')),
  use(
    'HTTPRouteResponseHeaderModification',
    'ResponseHeaderModifier filters',
    inFilter('responseHeaderModifier'),
  ),
  use(
    'HTTPRouteBackendRequestHeaderModification',
    'header modifiers of a backendRef',
    inBackendFilter('requestHeaderModifier'),
  ),
  use('HTTPRoutePortRedirect', 'redirects to a port', inFilter('requestRedirect', 'port')),
  use('HTTPRouteSchemeRedirect', 'redirects to a scheme', inFilter('requestRedirect', 'scheme')),
  use('HTTPRoutePathRedirect', 'redirects to a path', inFilter('requestRedirect', 'path')),
  use('HTTPRoute303RedirectStatusCode', 'redirects with status 303', redirectsWith(303)),
  use('HTTPRoute307RedirectStatusCode', 'redirects with status 307', redirectsWith(307)),
  use('HTTPRoute308RedirectStatusCode', 'redirects with status 308', redirectsWith(308)),
  use('HTTPRouteHostRewrite', 'rewriting the host', inFilter('urlRewrite', 'hostname')),
  use('HTTPRoutePathRewrite', 'rewriting the path', inFilter('urlRewrite', 'path')),
  use('HTTPRouteRequestMirror', 'RequestMirror filters', inFilter('requestMirror')),
  use('HTTPRouteRequestMultipleMirrors', 'several RequestMirror filters in a rule', hasSeveralMirrors),
  use('HTTPRouteRequestPercentageMirror', 'mirroring a share of the requests', mirrorsShare),
  use(
    'HTTPRouteRequestTimeout',
    'request timeouts',
    (rule) => getIn(rule, 'timeouts', 'request') !== undefined,
  ),
  use(
    'HTTPRouteBackendTimeout',
    'backendRequest timeouts',
    (rule) => getIn(rule, 'timeouts', 'backendRequest') !== undefined,
  ),
  use('HTTPRouteCORS', 'CORS filters', inFilter('cors')),
];

/** A controller that reports its features refuses rules that need others (semantics.md C.1 and C.7). */
export const checkFeatures: RuleCheck = (rule, { capabilities }) => {
  if (capabilities.features === undefined) return undefined;
  const missing = HTTP_FEATURES.find(
    ({ feature, isUsed }) => !supports(capabilities, feature) && isUsed(rule),
  );
  return missing === undefined
    ? undefined
    : unsupported(`the controller does not support ${missing.what} (feature ${missing.feature})`);
};

function use(feature: string, what: string, isUsed: (rule: JsonObject) => boolean): FeatureUse {
  return { feature, what, isUsed };
}

function inMatch(field: string): (rule: JsonObject) => boolean {
  return (rule) =>
    asList(rule['matches']).some((match) => {
      const value = getIn(match, field);
      return Array.isArray(value) ? value.length > 0 : value !== undefined;
    });
}

function inFilter(...path: readonly string[]): (rule: JsonObject) => boolean {
  return (rule) =>
    filterLists(rule)
      .flat()
      .some((filter) => getIn(filter, ...path) !== undefined);
}

function inBackendFilter(field: string): (rule: JsonObject) => boolean {
  return (rule) =>
    asList(rule['backendRefs'])
      .flatMap((backend) => asList(getIn(backend, 'filters')))
      .some((filter) => getIn(filter, field) !== undefined);
}

function redirectsWith(status: number): (rule: JsonObject) => boolean {
  return (rule) =>
    asList(rule['filters']).some((filter) => getIn(filter, 'requestRedirect', 'statusCode') === status);
}

function hasSeveralMirrors(rule: JsonObject): boolean {
  return asList(rule['filters']).filter((filter) => getIn(filter, 'requestMirror') !== undefined).length > 1;
}

function mirrorsShare(rule: JsonObject): boolean {
  return filterLists(rule)
    .flat()
    .some(
      (filter) =>
        getIn(filter, 'requestMirror', 'percent') !== undefined ||
        getIn(filter, 'requestMirror', 'fraction') !== undefined,
    );
}
