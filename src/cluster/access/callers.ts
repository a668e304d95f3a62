import type { ReviewCount } from '../../kube/cluster-statistics.ts';
import type { Credentials } from '../../kube/connected-cluster.ts';
import type { Runtime } from '../live/runtime.ts';
import type { Transport } from '../live/transport.ts';
import { AccessCaches } from './access.ts';
import { Caller, credentialId, type Identity } from './caller.ts';
import { ExpiringCache } from './expiring-cache.ts';

const MOST_CALLERS = 2_000;
const MOST_IDENTITIES = 10_000;

interface CallersOptions {
  /** As whoever has these credentials. */
  readonly transportFor: (credentials: Credentials) => Transport;
  readonly runtime: Pick<Runtime, 'now' | 'random'>;
}

/** Those who have asked lately, each with what is known of him. */
export class Callers {
  readonly #options: CallersOptions;
  readonly #access: AccessCaches;
  readonly #identities: ExpiringCache<Identity>;
  readonly #callers = new Map<string, Caller>();

  constructor(options: CallersOptions) {
    this.#options = options;
    this.#access = new AccessCaches(options.runtime);
    this.#identities = new ExpiringCache({ now: options.runtime.now, most: MOST_IDENTITIES });
  }

  /** What the API server was asked about callers. */
  reviews(): readonly ReviewCount[] {
    return this.#access.counts.read();
  }

  of(credentials: Credentials): Caller {
    const id = credentialId(credentials);
    const caller = this.#callers.get(id) ?? this.#newCaller(credentials);
    // Those who have asked last are last, and the first goes when there are too many.
    this.#callers.delete(id);
    const [oldest] = this.#callers.keys();
    if (this.#callers.size >= MOST_CALLERS && oldest !== undefined) this.#callers.delete(oldest);
    this.#callers.set(id, caller);
    return caller;
  }

  #newCaller(credentials: Credentials): Caller {
    const { transportFor, runtime } = this.#options;
    return new Caller({
      credentials,
      transport: transportFor(credentials),
      identities: this.#identities,
      access: this.#access,
      now: runtime.now,
    });
  }
}
