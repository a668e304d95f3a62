import { asString, getIn, type Json } from '../../kube/json.ts';
import type { PathType } from './match-entry.ts';
import type { MatchConditions } from './match-rules.ts';
import { lowerCase, valueConditions } from './value-conditions.ts';

/** One match of a GRPCRoute (semantics.md D.3): service and method, each of which may be left out. */
export function grpcConditions(match: Json): MatchConditions {
  const service = asString(getIn(match, 'method', 'service')) ?? '';
  const grpcMethod = asString(getIn(match, 'method', 'method')) ?? '';
  return {
    pathType: service === '' && grpcMethod === '' ? 'NONE' : methodType(match),
    path: '',
    service,
    grpcMethod,
    method: undefined,
    headers: valueConditions(getIn(match, 'headers'), lowerCase),
    params: [],
  };
}

function methodType(match: Json): PathType {
  const type = asString(getIn(match, 'method', 'type')) ?? 'Exact';
  if (type === 'Exact') return 'EXACT';
  return type === 'RegularExpression' ? 'PATTERN' : 'UNKNOWN';
}
