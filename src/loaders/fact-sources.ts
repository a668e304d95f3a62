import type { EntryIndex, FactRequest } from '../gatewayapi/fact.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../kube/object-key.ts';
import { KeyMap } from './key-map.ts';
import type { Source, VerdictNode } from './verdict-node.ts';

/** Where sources of one sort stand. */
interface Place<K> {
  get(key: K): FactSource | undefined;
  set(key: K, source: FactSource): void;
  delete(key: K): void;
}

/** A fact that some verdict has read. */
export class FactSource<K = unknown> implements Source {
  readonly dependents = new Set<VerdictNode>();
  /** A question that it answers. */
  readonly request: FactRequest;
  readonly #place: Place<K>;
  readonly #key: K;

  constructor(place: Place<K>, key: K, request: FactRequest) {
    this.request = request;
    this.#place = place;
    this.#key = key;
    place.set(key, this as FactSource);
  }

  forget(): void {
    this.#place.delete(this.#key);
  }
}

/** Facts that some verdict has read, each with the verdicts that did. Finding one builds no text. */
export class FactSources {
  readonly #objects = new KeyMap<FactSource>();
  readonly #kinds = new KeyMap<FactSource>();
  /** By namespace; undefined is the whole cluster. */
  readonly #lists = new Map<string | undefined, KeyMap<FactSource>>();
  readonly #entries = new Map<EntryIndex<unknown>, Map<string | undefined, Map<string, FactSource>>>();

  /** The same source each time for the same question; undefined for what never changes. */
  of(request: FactRequest): FactSource | undefined {
    switch (request.fact) {
      case 'object':
        return at(this.#objects, request.key, request);
      case 'kind':
        return at(this.#kinds, keyOfKind(request.kind), request);
      case 'list':
        return at(this.#listsIn(request.namespace), keyOfKind(request.kind), request);
      // An index is as fine as the list that it is built over.
      case 'index':
        return at(this.#listsIn(request.namespace), keyOfKind(request.index.kind), request);
      case 'entry':
        return at(this.#entriesOf(request.index, request.namespace), request.key, request);
      default:
        return undefined;
    }
  }

  /** Who read the answer to a question. */
  readersOf(request: FactRequest): ReadonlySet<VerdictNode> {
    return this.#find(request)?.dependents ?? NOBODY;
  }

  /** The kinds of objects and lists that verdicts have read. */
  kinds(): readonly GroupKind[] {
    const kinds = [this.#objects, this.#kinds, ...this.#lists.values()].flatMap((map) => [...map.kinds()]);
    return [...new Map(kinds.map((kind) => [groupKindId(kind), kind])).values()];
  }

  #find(request: FactRequest): FactSource | undefined {
    switch (request.fact) {
      case 'object':
        return this.#objects.get(request.key);
      case 'kind':
        return this.#kinds.get(keyOfKind(request.kind));
      case 'list':
        return this.#lists.get(request.namespace)?.get(keyOfKind(request.kind));
      case 'entry':
        return this.#entries.get(request.index)?.get(request.namespace)?.get(request.key);
      default:
        return undefined;
    }
  }

  #listsIn(namespace: string | undefined): KeyMap<FactSource> {
    let lists = this.#lists.get(namespace);
    if (lists === undefined) {
      lists = new KeyMap();
      this.#lists.set(namespace, lists);
    }
    return lists;
  }

  #entriesOf(index: EntryIndex<unknown>, namespace: string | undefined): Map<string, FactSource> {
    let ofIndex = this.#entries.get(index);
    if (ofIndex === undefined) {
      ofIndex = new Map();
      this.#entries.set(index, ofIndex);
    }
    let entries = ofIndex.get(namespace);
    if (entries === undefined) {
      entries = new Map();
      ofIndex.set(namespace, entries);
    }
    return entries;
  }
}

const NOBODY: ReadonlySet<VerdictNode> = new Set();

function at<K>(place: Place<K>, key: K, request: FactRequest): FactSource {
  return place.get(key) ?? (new FactSource(place, key, request) as FactSource);
}

/** A kind as a key of its own: no object has an empty name. */
function keyOfKind({ group, kind }: GroupKind): ObjectKey {
  return { group, kind, name: '' };
}
