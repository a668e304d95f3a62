import { createHash } from 'node:crypto';
import type { Moment } from '../context/moment.ts';
import { BoundedCache, type CacheStats } from '../execution/bounded-cache.ts';
import type { ExecutionScope } from '../execution/execution-scope.ts';
import type { CallerCredentials } from '../kube/connected-cluster.ts';
import type { Clock } from '../kube/time.ts';
import type { KnownQuery } from './known-query.ts';

/** An answer to a GET, for as long as it is what the same question would get again. */
export interface KeptAnswer {
  readonly text: string;
  readonly etag: string;
  readonly moments: readonly Moment[];
  /** Milliseconds since 1970, for an answer that depends on when it was asked. */
  readonly until: number | undefined;
}

/** How long an answer may be told again that depends on the clock: an expiry is a minute late at most. */
const CLOCK_MS = 60_000;

const BOUNDS = { maxEntries: 1_000, maxBytes: 32 * 1024 * 1024 };

/** The answers to GET requests: somebody who asks again what has not changed costs a look. */
export class KeptAnswers {
  readonly #answers = new BoundedCache<KeptAnswer>(BOUNDS);
  readonly #now: Clock;

  constructor(now: Clock) {
    this.#now = now;
  }

  /** `scope` is of the execution that would answer otherwise. */
  find(id: string, scope: ExecutionScope): KeptAnswer | undefined {
    const kept = this.#answers.get(id);
    if (kept === undefined || scope.sees?.(kept.moments) !== true) return undefined;
    return kept.until !== undefined && kept.until <= this.#now() ? undefined : kept;
  }

  /** `scope` is of the execution that gave the answer; undefined where that holds for this once. */
  keep(id: string, text: string, scope: ExecutionScope): KeptAnswer | undefined {
    const moments = scope.moments?.();
    if (moments === undefined) return undefined;
    const until = scope.readsClock === true ? this.#now() + CLOCK_MS : undefined;
    const kept = { text, etag: etagOf(text), moments, until };
    this.#answers.add(id, kept, text.length);
    return kept;
  }

  /** Seconds for which a client need not ask again. */
  freshFor({ until }: KeptAnswer): number {
    return until === undefined ? 0 : Math.max(0, Math.floor((until - this.#now()) / 1_000));
  }

  stats(): CacheStats {
    return this.#answers.stats();
  }
}

/** Equal for the same question of the same caller alone; tokens cannot be read from it. */
export function questionId(query: KnownQuery, caller: CallerCredentials): string {
  const { documentHash, operationName, variables, contentType } = query;
  const { bearerToken, impersonation, tokens } = caller;
  const parts = [documentHash, operationName, variables, contentType];
  const who = [bearerToken, impersonation, [...(tokens ?? [])]];
  return createHash('sha256')
    .update(JSON.stringify([parts, who]))
    .digest('base64');
}

/** Weak: the same answer may be sent compressed. */
function etagOf(text: string): string {
  return `W/"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
}

/** Whether an If-None-Match header names an answer. */
export function isNamed(etag: string, header: string | undefined): boolean {
  if (header === undefined) return false;
  const opaque = etag.slice(2);
  return header.split(',').some((each) => {
    const name = each.trim();
    return name === '*' || name === etag || name === opaque;
  });
}
