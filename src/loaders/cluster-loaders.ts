import DataLoader from 'dataloader';
import { isDataKind } from '../codegen/data-kind.ts';
import type {
  Entry,
  EntryIndex,
  FactAnswer,
  FactRequest,
  Indexed,
  Judged,
  PolicyKinds,
  VerdictRule,
} from '../gatewayapi/fact.ts';
import { LIVE_PREMISES, type Premises } from '../gatewayapi/premises.ts';
import type { ClusterReader, KindLookup } from '../kube/cluster-reader.ts';
import type { ListResult, Lookup, Unreadable } from '../kube/lookup.ts';
import { andThen, isPromise, type MaybePromise } from '../kube/maybe-promise.ts';
import { type GroupKind, groupKindId, type ObjectKey, objectKeyId } from '../kube/object-key.ts';
import type { EntryTable } from './entry-table.ts';
import type { IndexCache } from './index-cache.ts';
import { type FactSource, runRule } from './run-rule.ts';
import type { SharedVerdicts } from './shared-verdicts.ts';

/** A lookup that never happened: the reader broke its promise of one slot a key. */
const NO_SLOT: Lookup = { state: 'unavailable', message: 'the reader gave no answer', cause: 'unreachable' };

interface ReadTable {
  readonly entries: EntryTable<unknown>;
  /** Of the objects that the caller may see; there may be others. */
  readonly partial: boolean;
}

export interface LoaderOptions {
  /** @default LIVE_PREMISES */
  readonly premises?: Premises | undefined;
  /** Verdicts that all executions over the reader's snapshot share; without them each execution computes its own. */
  readonly verdicts?: SharedVerdicts | undefined;
}

/**
 * All reads of one execution. Made anew for every execution, so that nothing outlives the rights of its caller and
 * one query never asks the cluster twice for the same thing.
 */
export class ClusterLoaders implements FactSource {
  readonly #reader: ClusterReader;
  readonly #indexes: IndexCache;
  readonly #objects: (key: ObjectKey) => MaybePromise<Lookup>;
  readonly #lists = new Map<string, MaybePromise<ListResult>>();
  /** By index and namespace: every reference asks for entries, and a text of both would be made for each. */
  readonly #tables = new Map<EntryIndex<unknown>, Map<string, MaybePromise<ReadTable | Unreadable>>>();
  readonly #kinds = new Map<string, MaybePromise<KindLookup>>();
  readonly #verdicts = new Map<VerdictRule<unknown>, Map<string, MaybePromise<Judged<unknown>>>>();
  #policyKinds: MaybePromise<PolicyKinds> | undefined;
  readonly #premises: Premises;
  #readsBeyond = false;
  readonly #shared: SharedVerdicts | undefined;
  #sharedNoted = false;

  constructor(
    reader: ClusterReader,
    indexes: IndexCache,
    { premises = LIVE_PREMISES, verdicts }: LoaderOptions = {},
  ) {
    this.#premises = premises;
    this.#shared = verdicts;
    this.#reader = reader;
    this.#indexes = indexes;
    this.#objects = reader.hasSynced() ? fromMemory(reader) : batched(reader);
  }

  /** Whether something was read that is not in the reader's snapshot: it may change without it. */
  get readsBeyondSnapshot(): boolean {
    return this.#readsBeyond;
  }

  object(key: ObjectKey): MaybePromise<Lookup> {
    const answer = this.#objects(key);
    // What took time was asked for; of Secrets and ConfigMaps also what a caller has read before is in no snapshot.
    if (isPromise(answer) || (isDataKind(key) && this.#reader.snapshot?.get(key) === undefined))
      this.#readsBeyond = true;
    return answer;
  }

  list(kind: GroupKind, namespace: string | undefined): MaybePromise<ListResult> {
    const id = `${groupKindId(kind)}/${namespace ?? ''}`;
    return remember(this.#lists, id, () => {
      if (this.#reader.snapshot?.list(kind, { namespace }) === undefined) this.#readsBeyond = true;
      return this.#reader.list(kind, { namespace });
    });
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
      case 'entry':
        return this.#entry(request.index, request.namespace, request.key);
      case 'verdict':
        return this.verdict(request.rule, request.key);
      case 'policyKinds':
        this.#policyKinds ??= andThen(this.#reader.resources(), (served) =>
          this.#indexes.policyKinds.of(served, this.#premises),
        );
        return this.#policyKinds;
      case 'premises':
        return this.#premises;
    }
  }

  verdict<T>(rule: VerdictRule<T>, key: ObjectKey): MaybePromise<Judged<T>> {
    const shared = this.#shared?.get(rule, key);
    if (shared !== undefined) {
      this.#noteShared();
      return shared;
    }
    let ofRule = this.#verdicts.get(rule);
    if (ofRule === undefined) {
      ofRule = new Map();
      this.#verdicts.set(rule, ofRule);
    }
    const evaluate = () => runRule(rule.evaluate(key), this);
    return remember(ofRule, objectKeyId(key), evaluate) as MaybePromise<Judged<T>>;
  }

  /** What kept verdicts have read counts as read by this execution. */
  #noteShared(): void {
    const shared = this.#shared;
    if (this.#sharedNoted || shared === undefined) return;
    this.#sharedNoted = true;
    this.#reader.noteVerdicts?.(() => shared.kinds());
  }

  #entry(
    index: EntryIndex<unknown>,
    namespace: string | undefined,
    key: string,
  ): MaybePromise<Entry<unknown>> {
    const shared = this.#shared?.entry(index, namespace, key);
    if (shared !== undefined) {
      this.#noteShared();
      return shared;
    }
    return andThen(this.#table(index, namespace), (table): Entry<unknown> => {
      if (!('entries' in table)) return table;
      const { entries, partial } = table;
      return { state: 'entry', values: entries.get(key), ...(partial ? { partial } : {}) };
    });
  }

  #table(index: EntryIndex<unknown>, namespace: string | undefined): MaybePromise<ReadTable | Unreadable> {
    let ofIndex = this.#tables.get(index);
    if (ofIndex === undefined) {
      ofIndex = new Map();
      this.#tables.set(index, ofIndex);
    }
    return remember(ofIndex, namespace ?? '', () =>
      andThen(this.list(index.kind, namespace), (result) =>
        result.state === 'listed'
          ? { entries: this.#indexes.entries(index, result.objects), partial: result.partial === true }
          : result,
      ),
    );
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
