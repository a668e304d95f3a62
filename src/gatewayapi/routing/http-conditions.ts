import { asString, getIn, type Json } from '../../kube/json.ts';
import type { PathType } from './match-entry.ts';
import type { MatchConditions } from './match-rules.ts';
import { asWritten, lowerCase, valueConditions } from './value-conditions.ts';

const PATH_TYPES: { readonly [type: string]: PathType } = {
  Exact: 'EXACT',
  PathPrefix: 'PREFIX',
  RegularExpression: 'PATTERN',
};

/** One match of an HTTPRoute (semantics.md D.2), with the defaults of the CRD. */
export function httpConditions(match: Json): MatchConditions {
  const path = asString(getIn(match, 'path', 'value')) ?? '/';
  const pathType = PATH_TYPES[asString(getIn(match, 'path', 'type')) ?? 'PathPrefix'] ?? 'UNKNOWN';
  return {
    pathType,
    path: pathType === 'PREFIX' ? withoutTrailingSlash(path) : path,
    service: '',
    grpcMethod: '',
    method: asString(getIn(match, 'method')),
    headers: valueConditions(getIn(match, 'headers'), lowerCase),
    params: valueConditions(getIn(match, 'queryParams'), asWritten),
  };
}

/** `/foo/` and `/foo` are the same prefix; `/` is the empty one. */
export function withoutTrailingSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
