import type { MatchContext, Mismatch } from './match-context.ts';
import type { MatchEntry, PathType, ValueCondition } from './match-entry.ts';

type Message = (entry: MatchEntry, context: MatchContext) => string;

const PATH_MESSAGES: { readonly [T in PathType]: (path: string, wanted: string) => string } = {
  EXACT: (path, wanted) => `path ${path} is not ${wanted}`,
  PREFIX: (path, wanted) => `path ${path} is not under ${wanted}`,
  PATTERN: (path, wanted) => `path ${path} does not match ${wanted}`,
  NONE: () => 'it matches every method',
  UNKNOWN: () => 'its type of match is not known',
};

const MESSAGES: { readonly [M in Mismatch]: Message } = {
  RULE: () => 'the rule is dropped: a regular expression in it is not valid',
  PATH: pathMessage,
  METHOD: ({ method }, { request }) => `method ${request.method} is not ${method}`,
  HEADERS: ({ headers }, context) => {
    return valueMessage('header', headers, context.request.headerValues, context);
  },
  QUERY_PARAMS: ({ params }, context) => {
    return valueMessage('query parameter', params, context.request.queryValues, context);
  },
};

/** Why a request does not meet a match, as the end of a sentence. */
export function mismatchMessage(mismatch: Mismatch, entry: MatchEntry, context: MatchContext): string {
  return MESSAGES[mismatch](entry, context);
}

function pathMessage(entry: MatchEntry, { request, call }: MatchContext): string {
  if (entry.rule.attached.route.kind !== 'GRPCRoute') {
    return PATH_MESSAGES[entry.pathType](request.path, entry.path);
  }
  if (call === undefined) return `path ${request.path} names no gRPC method`;
  const wanted = `${entry.service || '*'}/${entry.grpcMethod || '*'}`;
  return `method ${call.service}/${call.method} is not ${wanted}`;
}

function valueMessage(
  what: string,
  conditions: readonly ValueCondition[],
  values: ReadonlyMap<string, string>,
  context: MatchContext,
): string {
  const unmet = context.firstUnmet(conditions, values);
  if (unmet === undefined) return '';
  const { name, value, pattern } = unmet;
  if (!values.has(name)) return `${what} ${name} is missing`;
  return pattern ? `${what} ${name} does not match ${value}` : `${what} ${name} is not ${value}`;
}
