import { type GrpcCall, grpcCall } from './grpc-call.ts';
import type { MatchEntry, ValueCondition } from './match-entry.ts';
import type { PatternCache } from './pattern.ts';
import { PatternTester } from './pattern.ts';
import type { SentRequest } from './sent-request.ts';

/** What of a match a request does not meet; the first, in the order of precedence. */
export type Mismatch = 'RULE' | 'PATH' | 'METHOD' | 'HEADERS' | 'QUERY_PARAMS';

/** One request on its way through an index. */
export class MatchContext {
  readonly request: SentRequest;
  readonly call: GrpcCall | undefined;
  readonly patterns: PatternTester;

  constructor(request: SentRequest, patterns: PatternCache) {
    this.request = request;
    this.call = grpcCall(request.path);
    this.patterns = new PatternTester(patterns);
  }

  /** Whether everything but a literal path holds; an index has compared those. */
  matchesRest(entry: MatchEntry): boolean {
    if (entry.pathType === 'PATTERN' && !this.matchesPath(entry)) return false;
    return (
      this.#matchesMethod(entry) &&
      this.#hold(entry.headers, this.request.headerValues) &&
      this.#hold(entry.params, this.request.queryValues) &&
      this.isSound(entry)
    );
  }

  mismatch(entry: MatchEntry): Mismatch | undefined {
    if (!this.isSound(entry)) return 'RULE';
    if (!this.matchesPath(entry)) return 'PATH';
    if (!this.#matchesMethod(entry)) return 'METHOD';
    if (!this.#hold(entry.headers, this.request.headerValues)) return 'HEADERS';
    if (!this.#hold(entry.params, this.request.queryValues)) return 'QUERY_PARAMS';
    return undefined;
  }

  /** semantics.md C.7: a rule with a bad regular expression is dropped, all of it. */
  isSound({ rule }: MatchEntry): boolean {
    return rule.patterns.every((pattern) => this.patterns.compiles(pattern));
  }

  matchesPath(entry: MatchEntry): boolean {
    if (entry.pathType === 'NONE') return true;
    if (entry.pathType === 'UNKNOWN') return false;
    if (entry.rule.attached.route.kind === 'GRPCRoute') return this.#matchesCall(entry);
    const { path } = this.request;
    if (entry.pathType === 'EXACT') return path === entry.path;
    if (entry.pathType === 'PATTERN') return this.patterns.matches(entry.path, path);
    return entry.path === '' || path === entry.path || path.startsWith(`${entry.path}/`);
  }

  #matchesCall({ pathType, service, grpcMethod }: MatchEntry): boolean {
    const { call } = this;
    if (call === undefined) return false;
    const test = (wanted: string, actual: string) =>
      pathType === 'PATTERN' ? this.patterns.matches(wanted, actual) : wanted === actual;
    return (
      (service === '' || test(service, call.service)) && (grpcMethod === '' || test(grpcMethod, call.method))
    );
  }

  #matchesMethod({ method }: MatchEntry): boolean {
    return method === undefined || method === this.request.method;
  }

  #hold(conditions: readonly ValueCondition[], values: ReadonlyMap<string, string>): boolean {
    return this.firstUnmet(conditions, values) === undefined;
  }

  /** The first condition that the values do not meet. */
  firstUnmet(
    conditions: readonly ValueCondition[],
    values: ReadonlyMap<string, string>,
  ): ValueCondition | undefined {
    for (const condition of conditions) {
      const actual = values.get(condition.name);
      if (actual === undefined) return condition;
      const { value, pattern } = condition;
      if (pattern ? !this.patterns.matches(value, actual) : actual !== value) return condition;
    }
    return undefined;
  }
}
