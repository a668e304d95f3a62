import DataLoader from 'dataloader';
import type { FactAnswer, FactRequest, Indexed } from '../gatewayapi/fact.ts';
import type { ClusterReader, KindLookup } from '../kube/cluster-reader.ts';
import type { ListResult, Lookup } from '../kube/lookup.ts';
import { andThen, type MaybePromise } from '../kube/maybe-promise.ts';
import { type GroupKind, groupKindId, type ObjectKey, objectKeyId } from '../kube/object-key.ts';
import type { IndexCache } from './index-cache.ts';
import type { FactSource } from './run-rule.ts';

/** A lookup that never happened: the reader broke its promise of one slot a key. */
const NO_SLOT: Lookup = { state: 'unavailable', message: 'the reader gave no answer', cause: 'unreachable' };

/**
 * All reads of one execution. Made anew for every execution, so that nothing outlives the rights of its caller and
 * one query never asks the cluster twice for the same thing.
 */
export class ClusterLoaders implements FactSource {
  readonly #reader: ClusterReader;
  readonly #indexes: IndexCache;
  readonly #objects: (key: ObjectKey) => MaybePromise<Lookup>;
  readonly #lists = new Map<string, MaybePromise<ListResult>>();
  readonly #kinds = new Map<string, MaybePromise<KindLookup>>();

  constructor(reader: ClusterReader, indexes: IndexCache) {
    this.#reader = reader;
    this.#indexes = indexes;
    this.#objects = reader.hasSynced() ? fromMemory(reader) : batched(reader);
  }

  object(key: ObjectKey): MaybePromise<Lookup> {
    return this.#objects(key);
  }

  list(kind: GroupKind, namespace: string | undefined): MaybePromise<ListResult> {
    const id = `${groupKindId(kind)}/${namespace ?? ''}`;
    return remember(this.#lists, id, () => this.#reader.list(kind, { namespace }));
  }

  kind(kind: GroupKind): MaybePromise<KindLookup> {
    return remember(this.#kinds, groupKindId(kind), () => this.#reader.kind(kind));
  }

  answer(request: FactRequest): MaybePromise<FactAnswer> {
    switch (request.fact) {
      case 'object':
        return this.object(request.key);
      case 'kind':
        return this.kind(request.kind);
      case 'list':
        return this.list(request.kind, request.namespace);
      case 'index':
        return andThen(this.list(request.index.kind, request.namespace), (result): Indexed<unknown> => {
          if (result.state !== 'listed') return result;
          return { state: 'indexed', index: this.#indexes.get(request.index, result.objects) };
        });
    }
  }
}

function fromMemory(reader: ClusterReader): (key: ObjectKey) => MaybePromise<Lookup> {
  return (key) => andThen(reader.getMany([key]), (slots) => slots[0] ?? NO_SLOT);
}

function batched(reader: ClusterReader): (key: ObjectKey) => MaybePromise<Lookup> {
  const loader = new DataLoader<ObjectKey, Lookup, string>(async (keys) => await reader.getMany(keys), {
    cacheKeyFn: objectKeyId,
  });
  return (key) => loader.load(key);
}

function remember<T>(
  known: Map<string, MaybePromise<T>>,
  id: string,
  read: () => MaybePromise<T>,
): MaybePromise<T> {
  const before = known.get(id);
  if (before !== undefined) return before;
  const answer = read();
  known.set(id, answer);
  return answer;
}
