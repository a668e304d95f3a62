import { createHash } from 'node:crypto';
import type { Credentials } from '../../kube/connected-cluster.ts';
import { asNumber, asObject } from '../../kube/json.ts';
import type { MaybePromise } from '../../kube/maybe-promise.ts';
import type { Clock } from '../../kube/time.ts';
import { type NoAnswer, unauthenticated } from '../live/api-answer.ts';
import { jwtClaims } from '../live/jwt-claims.ts';
import type { Transport } from '../live/transport.ts';
import { NamedReads } from '../watch/named-reads.ts';
import { Access, type AccessCaches, type ReviewPoster } from './access.ts';
import type { ExpiringCache, Found } from './expiring-cache.ts';
import { principalKey } from './principal-key.ts';
import { type PostReview, reviewSelf } from './reviews.ts';

const IDENTIFIED_MS = 30_000;
const REFUSED_MS = 5_000;
const MOST_NAMED_READS = 1_000;

/** Somebody with rights, or why nobody knows who it is. */
export type Identity = Access | NoAnswer;

interface CallerOptions {
  readonly credentials: Credentials;
  /** As the caller. */
  readonly transport: Transport;
  readonly identities: ExpiringCache<Identity>;
  readonly access: AccessCaches;
  readonly now: Clock;
}

/** Somebody who asks with credentials of his own, for as long as he does. */
export class Caller {
  readonly transport: Transport;
  readonly #options: CallerOptions;
  readonly #id: string;
  #named: NamedReads;
  #principal: string | undefined;

  constructor(options: CallerOptions) {
    this.#options = options;
    this.transport = options.transport;
    this.#id = credentialId(options.credentials);
    this.#named = this.#noReads();
  }

  /** Facts of Secrets and ConfigMaps that this user has read: nobody else sees them. */
  get named(): NamedReads {
    return this.#named;
  }

  /** As the API server says; asked again every half a minute. `onCall` is told of each call that this causes. */
  identity(onCall: () => void): MaybePromise<Identity> {
    const { identities, access } = this.#options;
    const known = identities.get(this.#id);
    if (known !== undefined) access.counts.add('identity', 'cached');
    return known ?? identities.load(this.#id, () => this.#identify(this.#poster(onCall)));
  }

  readonly #poster: ReviewPoster = (onCall) => (path, body) => this.transport.post(path, body, { onCall });

  async #identify(post: PostReview): Promise<Found<Identity>> {
    const { access } = this.#options;
    const answer = await reviewSelf(post);
    access.counts.add('identity', 'state' in answer ? 'failed' : 'asked');
    if ('state' in answer) {
      return { value: answer, keepMs: answer.cause === 'unauthenticated' ? REFUSED_MS : 0 };
    }
    // Where the API server cannot say who it is, these credentials are a user of their own.
    const { userInfo } = answer;
    const principal = userInfo === undefined ? `credentials ${this.#id}` : principalKey(userInfo);
    if (principal === undefined || asObject(userInfo)['username'] === 'system:anonymous') {
      const value = unauthenticated('the cluster does not know who is asking; send a valid token');
      return { value, keepMs: REFUSED_MS };
    }
    this.#become(principal);
    return {
      value: new Access(principal, this.#poster, access),
      keepMs: Math.min(IDENTIFIED_MS, this.#leftMs()),
    };
  }

  /** Whose rights have changed has perhaps no right any more to what was read before. */
  #become(principal: string): void {
    const isAnother = this.#principal !== undefined && this.#principal !== principal;
    if (isAnother) this.#named = this.#noReads();
    this.#principal = principal;
  }

  #noReads(): NamedReads {
    const { transport, now } = this.#options;
    return new NamedReads({ transport, now, mostKept: MOST_NAMED_READS });
  }

  /** How long the token is still good for, where it says. */
  #leftMs(): number {
    const { credentials, now } = this.#options;
    const expires = asNumber(asObject(jwtClaims(credentials.bearerToken ?? ''))['exp']);
    return expires === undefined ? Number.POSITIVE_INFINITY : Math.max(0, expires * 1_000 - now());
  }
}

/** Equal for equal credentials; the credentials cannot be had from it. */
export function credentialId({ bearerToken, impersonation }: Credentials): string {
  const parts = [bearerToken ?? null, impersonation ?? null];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
