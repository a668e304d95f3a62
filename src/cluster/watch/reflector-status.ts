import type { KindStatistics } from '../../kube/cluster-statistics.ts';
import type { Clock } from '../../kube/time.ts';

/**
 * `watching`: connected. `connecting`: between two watches, as is normal every few minutes. `backoff`: the last try
 * failed. `forbidden` and `absent`: the kind may not be listed, or is not served, so nothing is held.
 */
export type ReflectorState =
  | 'init'
  | 'listing'
  | 'connecting'
  | 'watching'
  | 'backoff'
  | 'forbidden'
  | 'absent'
  | 'stopped';

export type RelistCause = 'expired' | 'corrupt' | 'errors' | 'refused';

/** What a reflector has done and met; read by readers, readiness and metrics. */
export class ReflectorStatus {
  readonly #now: Clock;
  state: ReflectorState = 'init';
  /** Holds all objects of the kind, as of `contactAt` at least. */
  synced = false;
  resourceVersion: string | undefined;
  /** When the server last said anything about the kind. */
  contactAt: number | undefined;
  lastEventAt: number | undefined;
  lastBookmarkAt: number | undefined;
  /** Why the last try failed, fit for users. */
  problem: string | undefined;
  lists = 0;
  watches = 0;
  events = 0;
  /** Bytes of lists and watches. */
  receivedBytes = 0;
  decodeErrors = 0;
  stalls = 0;
  listenerFailures = 0;
  readonly relists: Record<RelistCause, number> = { expired: 0, corrupt: 0, errors: 0, refused: 0 };

  constructor(now: Clock) {
    this.#now = now;
  }

  /** Seconds since the server last said anything about the kind. */
  get age(): number | undefined {
    return this.contactAt === undefined ? undefined : Math.max(0, this.#now() - this.contactAt) / 1_000;
  }

  /** Whether what is held may be behind: nobody is being told of changes right now. */
  get stale(): boolean {
    return this.synced && this.state !== 'watching' && this.state !== 'connecting';
  }

  statistics(): Omit<KindStatistics, 'group' | 'kind' | 'synced' | 'objects'> {
    const { stale, age, receivedBytes, lists, watches, events } = this;
    const { relists, decodeErrors, stalls, listenerFailures } = this;
    const done = { receivedBytes, lists, watches, events, relists, decodeErrors, stalls, listenerFailures };
    return { stale, ...(age === undefined ? {} : { age }), ...done };
  }

  /** The server said something. */
  contact(bytes = 0): void {
    this.contactAt = this.#now();
    this.receivedBytes += bytes;
  }
}
