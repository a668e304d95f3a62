import { comparePrecedence } from '../compare-precedence.ts';
import { FEW, FewMatches } from './few-matches.ts';
import { grpcConditions } from './grpc-conditions.ts';
import { GrpcPathIndex } from './grpc-path-index.ts';
import { hostnameLevels } from './hostname-levels.ts';
import { httpConditions } from './http-conditions.ts';
import { HttpPathIndex } from './http-path-index.ts';
import type { MatchEntry } from './match-entry.ts';
import { matchEntries } from './match-rules.ts';
import type { PathIndex } from './path-index.ts';
import { PatternCache, type PatternCompiler } from './pattern.ts';
import type { AttachedRoute } from './routed-listener.ts';

/** What stands on one hostname that a request matches. */
export interface HostLevel<T> {
  readonly hostname: string;
  readonly index: T;
}

/** Kinds whose rules match requests; how their matches are read and found. */
const MATCHING_KINDS = {
  HTTPRoute: { conditions: httpConditions, index: HttpPathIndex },
  GRPCRoute: { conditions: grpcConditions, index: GrpcPathIndex },
} as const;

export type MatchingKind = keyof typeof MATCHING_KINDS;

/**
 * The routes of one listener by kind and hostname. Depends on the list of routes alone, so it may be kept as long as
 * the list; what stands on a hostname is read when a request first matches that hostname.
 */
export class RouteIndex {
  readonly routes: readonly AttachedRoute[];
  readonly patterns: PatternCache;
  readonly #few: number;
  /** By kind, then by hostname. */
  #groups: Map<string, Map<string, AttachedRoute[]>> | undefined;
  readonly #paths: { readonly [K in MatchingKind]: Map<string, PathIndex> } = {
    HTTPRoute: new Map(),
    GRPCRoute: new Map(),
  };
  readonly #entries = new Map<AttachedRoute, readonly MatchEntry[]>();
  readonly #ordered = new Map<AttachedRoute[], readonly AttachedRoute[]>();

  /** `few`: hostnames with so many matches at most have no index of their own. */
  constructor(routes: readonly AttachedRoute[], compile: PatternCompiler, few: number = FEW) {
    this.routes = routes;
    this.#few = few;
    this.patterns = new PatternCache(compile);
  }

  /** Matches of a kind by the hostnames that admit the name, the most specific hostname first. */
  *paths(kind: MatchingKind, hostname: string): Generator<HostLevel<PathIndex>> {
    const groups = this.#group(kind);
    if (groups === undefined) return;
    for (const level of hostnameLevels(hostname)) {
      const routes = groups.get(level);
      if (routes !== undefined) yield { hostname: level, index: this.#pathIndex(kind, level, routes) };
    }
  }

  /** Routes of a kind whose rules match nothing but the name; on each hostname the one that is served first. */
  *ordered(kind: string, hostname: string): Generator<HostLevel<readonly AttachedRoute[]>> {
    const groups = this.#group(kind);
    if (groups === undefined) return;
    for (const level of hostnameLevels(hostname)) {
      const routes = groups.get(level);
      if (routes !== undefined) yield { hostname: level, index: this.#orderedRoutes(routes) };
    }
  }

  has(kind: string): boolean {
    return this.#group(kind) !== undefined;
  }

  entriesOf(attached: AttachedRoute): readonly MatchEntry[] {
    const known = this.#entries.get(attached);
    if (known !== undefined) return known;
    const kind = MATCHING_KINDS[attached.route.kind as MatchingKind];
    const entries = kind === undefined ? [] : matchEntries(attached, kind.conditions);
    this.#entries.set(attached, entries);
    return entries;
  }

  #group(kind: string): Map<string, AttachedRoute[]> | undefined {
    this.#groups ??= groupRoutes(this.routes);
    return this.#groups.get(kind);
  }

  #pathIndex(kind: MatchingKind, hostname: string, routes: readonly AttachedRoute[]): PathIndex {
    const known = this.#paths[kind].get(hostname);
    if (known !== undefined) return known;
    const { index: Index } = MATCHING_KINDS[kind];
    const entries = routes.flatMap((attached) => this.entriesOf(attached));
    const index = entries.length <= this.#few ? new FewMatches(entries) : new Index(entries);
    this.#paths[kind].set(hostname, index);
    return index;
  }

  #orderedRoutes(routes: AttachedRoute[]): readonly AttachedRoute[] {
    const known = this.#ordered.get(routes);
    if (known !== undefined) return known;
    const ordered = routes.toSorted((a, b) => comparePrecedence(a.route, b.route));
    this.#ordered.set(routes, ordered);
    return ordered;
  }
}

function groupRoutes(routes: readonly AttachedRoute[]): Map<string, Map<string, AttachedRoute[]>> {
  const groups = new Map<string, Map<string, AttachedRoute[]>>();
  for (const attached of routes) {
    let hosts = groups.get(attached.route.kind);
    if (hosts === undefined) {
      hosts = new Map();
      groups.set(attached.route.kind, hosts);
    }
    for (const hostname of attached.hostnames) {
      const group = hosts.get(hostname);
      if (group === undefined) hosts.set(hostname, [attached]);
      else group.push(attached);
    }
  }
  return groups;
}
