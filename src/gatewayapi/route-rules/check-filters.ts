import { asList, asString, getIn, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import { filterLists } from './filter-lists.ts';
import { type RuleCheck, type RuleProblem, unsupported } from './rule-problem.ts';

/** Filter types and the field that configures each; GRPCRoutes know the first four. */
const FIELDS: readonly (readonly [type: string, field: string])[] = [
  ['RequestHeaderModifier', 'requestHeaderModifier'],
  ['ResponseHeaderModifier', 'responseHeaderModifier'],
  ['RequestMirror', 'requestMirror'],
  ['ExtensionRef', 'extensionRef'],
  ['RequestRedirect', 'requestRedirect'],
  ['URLRewrite', 'urlRewrite'],
  ['CORS', 'cors'],
  ['ExternalAuth', 'externalAuth'],
];

const FIELD_OF: { readonly [routeKind: string]: ReadonlyMap<string, string> } = {
  HTTPRoute: new Map(FIELDS),
  GRPCRoute: new Map(FIELDS.slice(0, 4)),
};

/** Every filter has a type that the kind of route knows, and what that type needs. */
export const checkFilterTypes: RuleCheck = (rule, { routeKind }) => {
  const fieldOf = FIELD_OF[routeKind];
  if (fieldOf === undefined) return undefined;
  for (const filter of filterLists(rule).flat()) {
    const type = asString(getIn(filter, 'type')) ?? '';
    const field = fieldOf.get(type);
    if (field === undefined)
      return unsupported(`filter type ${JSON.stringify(type)} is not known to a ${routeKind}`);
    if (!isObject(getIn(filter, field))) return unsupported(`a ${type} filter needs the field ${field}`);
  }
  return undefined;
};

/** Types that a list may hold once (T:http Filters). */
const ONCE: ReadonlySet<string> = new Set([
  'RequestHeaderModifier',
  'ResponseHeaderModifier',
  'RequestRedirect',
  'URLRewrite',
  'CORS',
]);

export const checkFilterCombinations: RuleCheck = (rule) => {
  for (const list of filterLists(rule)) {
    const types = list.map((filter) => asString(getIn(filter, 'type')) ?? '');
    if (types.includes('RequestRedirect') && types.includes('URLRewrite')) {
      return incompatible('the filters RequestRedirect and URLRewrite exclude each other');
    }
    const repeated = types.find((type, index) => ONCE.has(type) && types.indexOf(type) !== index);
    if (repeated !== undefined) return incompatible(`the filter ${repeated} may stand in a list only once`);
  }
  return undefined;
};

function incompatible(message: string): RuleProblem {
  return { reason: 'IncompatibleFilters', message };
}

export const checkRedirectBackends: RuleCheck = (rule) => {
  const redirects = asList(rule['filters']).some((filter) => getIn(filter, 'type') === 'RequestRedirect');
  return redirects && asList(rule['backendRefs']).length > 0
    ? unsupported('a rule that redirects cannot have backendRefs, too')
    : undefined;
};

const STATUS_CODES: ReadonlySet<unknown> = new Set([undefined, 301, 302, 303, 307, 308]);
const SCHEMES: ReadonlySet<unknown> = new Set([undefined, 'http', 'https']);

export const checkRedirects: RuleCheck = (rule) => {
  for (const filter of filterLists(rule).flat()) {
    const redirect = getIn(filter, 'requestRedirect');
    const [code, scheme] = [getIn(redirect, 'statusCode'), getIn(redirect, 'scheme')];
    if (!STATUS_CODES.has(code)) return unsupported(`a redirect cannot have status ${JSON.stringify(code)}`);
    if (!SCHEMES.has(scheme)) return unsupported(`a redirect cannot have scheme ${JSON.stringify(scheme)}`);
  }
  return undefined;
};

const REPLACEMENTS: ReadonlySet<unknown> = new Set(['ReplaceFullPath', 'ReplacePrefixMatch']);

/** ReplacePrefixMatch needs one prefix to replace: the rule's only match, of type PathPrefix. */
export const checkPathReplacements: RuleCheck = (rule) => {
  for (const filter of filterLists(rule).flat()) {
    for (const field of ['requestRedirect', 'urlRewrite']) {
      const path = getIn(filter, field, 'path');
      if (path === undefined) continue;
      const type = getIn(path, 'type');
      if (!REPLACEMENTS.has(type))
        return unsupported(`path replacement ${JSON.stringify(type)} is not known`);
      if (type === 'ReplacePrefixMatch' && !hasOnePrefix(rule)) {
        return unsupported('ReplacePrefixMatch needs a rule with exactly one match, of type PathPrefix');
      }
    }
  }
  return undefined;
};

/** A rule without matches matches the prefix `/`. */
function hasOnePrefix(rule: JsonObject): boolean {
  const matches = asList(rule['matches']);
  return matches.length === 0 || (matches.length === 1 && isPrefix(matches[0]));
}

function isPrefix(match: Json | undefined): boolean {
  return (getIn(match, 'path', 'type') ?? 'PathPrefix') === 'PathPrefix';
}

export const checkMirrors: RuleCheck = (rule) => {
  const both = filterLists(rule)
    .flat()
    .some(
      (filter) =>
        getIn(filter, 'requestMirror', 'percent') !== undefined &&
        getIn(filter, 'requestMirror', 'fraction') !== undefined,
    );
  return both ? unsupported('a RequestMirror filter has either percent or fraction, not both') : undefined;
};
