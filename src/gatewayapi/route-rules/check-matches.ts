import { asList, asString, getIn, type Json } from '../../kube/json.ts';
import { type RuleCheck, type RuleProblem, unsupported } from './rule-problem.ts';

const PATH_TYPES: ReadonlySet<string> = new Set(['Exact', 'PathPrefix', 'RegularExpression']);
const VALUE_TYPES: ReadonlySet<string> = new Set(['Exact', 'RegularExpression']);
const METHODS: ReadonlySet<unknown> = new Set([
  undefined,
  'GET',
  'HEAD',
  'POST',
  'PUT',
  'DELETE',
  'CONNECT',
  'OPTIONS',
  'TRACE',
  'PATCH',
]);

/** What an Exact or PathPrefix value may not hold, T:http HTTPPathMatch. */
const FORBIDDEN_IN_PATHS: readonly string[] = ['//', '/./', '/../', '%2f', '%2F', '#'];
const FORBIDDEN_PATH_ENDS: readonly string[] = ['/..', '/.'];

export const checkPathMatches: RuleCheck = (rule) => {
  for (const match of asList(rule['matches'])) {
    const type = asString(getIn(match, 'path', 'type')) ?? 'PathPrefix';
    const value = asString(getIn(match, 'path', 'value')) ?? '/';
    if (!PATH_TYPES.has(type)) return unsupported(`path match type ${JSON.stringify(type)} is not known`);
    const problem = type === 'RegularExpression' ? undefined : pathProblem(value);
    if (problem !== undefined) return unsupported(`path ${JSON.stringify(value)} ${problem}`);
  }
  return undefined;
};

function pathProblem(path: string): string | undefined {
  if (!path.startsWith('/')) return 'does not begin with /';
  const forbidden = FORBIDDEN_IN_PATHS.find((text) => path.includes(text));
  if (forbidden !== undefined) return `holds ${forbidden}`;
  const end = FORBIDDEN_PATH_ENDS.find((text) => path.endsWith(text));
  return end === undefined ? undefined : `ends in ${end}`;
}

export const checkMethods: RuleCheck = (rule) => {
  const method = asList(rule['matches'])
    .map((match) => getIn(match, 'method'))
    .find((candidate) => !METHODS.has(candidate));
  return method === undefined ? undefined : unsupported(`method ${JSON.stringify(method)} is not known`);
};

/** `type` and `value` of headers and query parameters; both kinds of routes have headers. */
export const checkValueMatches: RuleCheck = (rule) => {
  for (const match of asList(rule['matches'])) {
    for (const field of ['headers', 'queryParams']) {
      const problem = typeProblem(asList(getIn(match, field)), field);
      if (problem !== undefined) return problem;
    }
  }
  return undefined;
};

function typeProblem(values: readonly Json[], field: string): RuleProblem | undefined {
  const type = values.map(typeOf).find((candidate) => !VALUE_TYPES.has(candidate));
  return type === undefined
    ? undefined
    : unsupported(`${field} match type ${JSON.stringify(type)} is not known`);
}

export const checkGrpcMethods: RuleCheck = (rule) => {
  for (const match of asList(rule['matches'])) {
    const method = getIn(match, 'method');
    if (method === undefined) continue;
    const type = typeOf(method);
    if (!VALUE_TYPES.has(type)) return unsupported(`method match type ${JSON.stringify(type)} is not known`);
    if (getIn(method, 'service') === undefined && getIn(method, 'method') === undefined) {
      return unsupported('a method match names a service, a method or both');
    }
  }
  return undefined;
};

/** Every regular expression has to compile, where somebody can tell. */
export const checkPatterns: RuleCheck = (rule, { premises: { patternProblem } }) => {
  if (patternProblem === undefined) return undefined;
  for (const pattern of asList(rule['matches']).flatMap(patternsOf)) {
    const problem = patternProblem(pattern);
    if (problem !== undefined) return unsupported(`regular expression ${JSON.stringify(pattern)} ${problem}`);
  }
  return undefined;
};

function patternsOf(match: Json): readonly string[] {
  const places = [
    { type: typeOf(getIn(match, 'path')), values: [getIn(match, 'path', 'value')] },
    {
      type: typeOf(getIn(match, 'method')),
      values: [getIn(match, 'method', 'service'), getIn(match, 'method', 'method')],
    },
    ...[...asList(getIn(match, 'headers')), ...asList(getIn(match, 'queryParams'))].map((value) => ({
      type: typeOf(value),
      values: [getIn(value, 'value')],
    })),
  ];
  return places.flatMap(({ type, values }) =>
    type === 'RegularExpression' ? values.filter((value) => typeof value === 'string') : [],
  );
}

function typeOf(value: Json | undefined): string {
  return asString(getIn(value, 'type')) ?? 'Exact';
}
