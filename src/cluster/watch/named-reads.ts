import type { ServedResource } from '../../kube/cluster-reader.ts';
import type { Lookup } from '../../kube/lookup.ts';
import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import type { Clock } from '../../kube/time.ts';
import { limitConcurrency } from '../live/limit-concurrency.ts';
import { readObject } from '../live/read-object.ts';
import { isPathSegment } from '../live/resource-path.ts';
import type { Transport } from '../live/transport.ts';

/** How long the public facts of a Secret or ConfigMap are kept. */
const KEPT_MS = 60_000;
const MOST_KEPT = 10_000;
const PARALLEL = 16;

export interface KeptRead {
  readonly lookup: Lookup;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

interface NamedReadsOptions {
  readonly transport: Transport;
  readonly now: Clock;
  /** @default 10,000 */
  readonly mostKept?: number;
}

/**
 * Secrets and ConfigMaps, which are never listed or watched: each is read by its name when somebody asks, and what is
 * public about it is kept for a minute. Who asks for one that is being read waits for that answer.
 */
export class NamedReads {
  readonly #options: NamedReadsOptions;
  readonly #gate = limitConcurrency(PARALLEL);
  readonly #kept = new Map<string, KeptRead>();
  readonly #underWay = new Map<string, Promise<KeptRead>>();

  constructor(options: NamedReadsOptions) {
    this.#options = options;
  }

  /** What was found out in the last minute. */
  kept(key: ObjectKey): KeptRead | undefined {
    const id = objectKeyId(key);
    const found = this.#kept.get(id);
    if (found === undefined || this.#options.now() - found.readAt < KEPT_MS) return found;
    this.#kept.delete(id);
    return undefined;
  }

  /** `onCall` is told of each call that this question causes. */
  read(resource: ServedResource, key: ObjectKey, onCall: () => void): Promise<KeptRead> {
    const id = objectKeyId(key);
    const known = this.kept(key);
    if (known !== undefined) return Promise.resolve(known);
    let reading = this.#underWay.get(id);
    if (reading === undefined) {
      reading = this.#gate(() => this.#read(resource, key, onCall)).finally(() => this.#underWay.delete(id));
      this.#underWay.set(id, reading);
    }
    return reading;
  }

  async #read(resource: ServedResource, key: ObjectKey, onCall: () => void): Promise<KeptRead> {
    const { transport, now } = this.#options;
    const { namespace, name } = key;
    const possible = namespace !== undefined && isPathSegment(namespace) && isPathSegment(name);
    const readAt = now();
    if (!possible) return { lookup: { state: 'absent' }, readAt };
    const lookup = await readObject((path) => transport.get(path, { onCall }), resource, namespace, name);
    const read = { lookup, readAt };
    // A failure may be over in a moment.
    if (lookup.state === 'found' || lookup.state === 'absent') this.#keep(objectKeyId(key), read);
    return read;
  }

  #keep(id: string, read: KeptRead): void {
    const { mostKept = MOST_KEPT } = this.#options;
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= mostKept && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.delete(id);
    this.#kept.set(id, read);
  }
}
