import type { JsonObject } from '../../kube/json.ts';
import { compareBytes } from '../compare-bytes.ts';
import { createdAt } from '../compare-precedence.ts';
import type { PrecedenceStep } from './precedence-step.ts';
import type { AttachedRoute } from './routed-listener.ts';

/** A header or query parameter that has to have a value. Names of headers are in lower case. */
export interface ValueCondition {
  readonly name: string;
  readonly value: string;
  readonly pattern: boolean;
}

/** A rule of a route, as far as matching needs it. */
export interface MatchRule {
  readonly attached: AttachedRoute;
  readonly index: number;
  /** As written; an empty object for the rule that a route without rules has. */
  readonly node: JsonObject;
  /** Every regular expression of the rule: a rule with a bad one does not exist. */
  readonly patterns: readonly string[];
}

/** How a match looks at the path. `NONE`: of a GRPCRoute, every method; `UNKNOWN`: of a type we don't know, never. */
export type PathType = 'EXACT' | 'PATTERN' | 'PREFIX' | 'NONE' | 'UNKNOWN';

/** One match of one rule: what has to hold of a request, and what it weighs against other matches. */
export interface MatchEntry {
  readonly rule: MatchRule;
  readonly matchIndex: number;
  readonly pathType: PathType;
  /** HTTPRoute: the path, without a trailing slash for PREFIX. */
  readonly path: string;
  /** GRPCRoute: service and method; "" where the match names none. */
  readonly service: string;
  readonly grpcMethod: string;
  readonly method: string | undefined;
  readonly headers: readonly ValueCondition[];
  readonly params: readonly ValueCondition[];
}

/** Exact above regular expression above prefix: the order of Envoy Gateway, as the specification has none. */
const PATH_TYPE_RANK: { readonly [T in PathType]: number } = {
  EXACT: 0,
  PATTERN: 1,
  PREFIX: 2,
  NONE: 3,
  UNKNOWN: 4,
};

type Comparison = (a: MatchEntry, b: MatchEntry) => number;

/** Between matches of one kind on one hostname; the first step that is not 0 decides. */
const COMPARISONS: readonly (readonly [step: PrecedenceStep, compare: Comparison])[] = [
  ['PATH_TYPE', (a, b) => PATH_TYPE_RANK[a.pathType] - PATH_TYPE_RANK[b.pathType]],
  ['PATH_LENGTH', (a, b) => b.path.length - a.path.length],
  ['SERVICE_LENGTH', (a, b) => b.service.length - a.service.length],
  ['METHOD_LENGTH', (a, b) => b.grpcMethod.length - a.grpcMethod.length],
  ['METHOD', (a, b) => Number(b.method !== undefined) - Number(a.method !== undefined)],
  ['HEADERS', (a, b) => b.headers.length - a.headers.length],
  ['QUERY_PARAMS', (a, b) => b.params.length - a.params.length],
  ['AGE', (a, b) => compareBytes(createdAt(routeOf(a)), createdAt(routeOf(b)))],
  ['NAME', compareNames],
  ['RULE_ORDER', (a, b) => a.rule.index - b.rule.index],
  ['MATCH_ORDER', (a, b) => a.matchIndex - b.matchIndex],
];

/** Negative when `a` takes precedence over `b`, which stands on the same hostname and is of the same kind. */
export function compareEntries(a: MatchEntry, b: MatchEntry): number {
  for (const [, compare] of COMPARISONS) {
    const order = compare(a, b);
    if (order !== 0) return order;
  }
  return 0;
}

/** The step that `compareEntries` decides by; undefined for the same match. */
export function decidingStep(a: MatchEntry, b: MatchEntry): PrecedenceStep | undefined {
  return COMPARISONS.find(([, compare]) => compare(a, b) !== 0)?.[0];
}

export function routeOf(entry: MatchEntry) {
  return entry.rule.attached.route;
}

function compareNames(a: MatchEntry, b: MatchEntry): number {
  const [left, right] = [routeOf(a).metadata, routeOf(b).metadata];
  return compareBytes(left.namespace ?? '', right.namespace ?? '') || compareBytes(left.name, right.name);
}
