import type { EntryIndex, FactRequest } from '../gatewayapi/fact.ts';
import { type GroupKind, groupKindId, type ObjectKey } from '../kube/object-key.ts';
import { KeyMap } from './key-map.ts';
import type { Source, VerdictNode } from './verdict-node.ts';

/** Facts that some verdict has read, each with the verdicts that did. */
export class FactSources {
  readonly #objects = new KeyMap<Source>();
  readonly #entries = new Map<EntryIndex<unknown>, Map<string, Source>>();
  readonly #others = new Map<string, Source>();
  /** Of questions about kinds and lists. */
  readonly #kinds = new Map<string, GroupKind>();

  /** The same source each time for the same question; undefined for what never changes. */
  of(request: FactRequest): Source | undefined {
    if (request.fact === 'object') return this.#ofObject(request.key);
    const [sources, id] = this.#placeOf(request) ?? [];
    if (sources === undefined || id === undefined) return undefined;
    const known = sources.get(id);
    if (known !== undefined) return known;
    const source: Source = { dependents: new Set(), forget: () => void sources.delete(id) };
    sources.set(id, source);
    return source;
  }

  /** Who read the answer to a question. */
  readersOf(request: FactRequest): ReadonlySet<VerdictNode> {
    if (request.fact === 'object') return this.#objects.get(request.key)?.dependents ?? NOBODY;
    const [sources, id] = this.#placeOf(request) ?? [];
    return (id === undefined ? undefined : sources?.get(id)?.dependents) ?? NOBODY;
  }

  /** The kinds of objects and lists that verdicts have read. */
  kinds(): readonly GroupKind[] {
    return [...this.#objects.kinds(), ...this.#kinds.values()];
  }

  #ofObject(key: ObjectKey): Source {
    const known = this.#objects.get(key);
    if (known !== undefined) return known;
    const source: Source = { dependents: new Set(), forget: () => this.#objects.delete(key) };
    this.#objects.set(key, source);
    return source;
  }

  #placeOf(request: FactRequest): readonly [Map<string, Source>, string] | undefined {
    switch (request.fact) {
      case 'kind':
        return [this.#others, `kind ${this.#noted(request.kind)}`];
      case 'list':
        return [this.#others, `list ${this.#noted(request.kind)} ${request.namespace ?? ''}`];
      // An index is as fine as the list that it is built over.
      case 'index':
        return [this.#others, `list ${this.#noted(request.index.kind)} ${request.namespace}`];
      case 'entry':
        return [this.#entriesOf(request.index), `${request.namespace ?? ''} ${request.key}`];
      default:
        return undefined;
    }
  }

  #noted(kind: GroupKind): string {
    const id = groupKindId(kind);
    if (!this.#kinds.has(id)) this.#kinds.set(id, kind);
    return id;
  }

  #entriesOf(index: EntryIndex<unknown>): Map<string, Source> {
    let sources = this.#entries.get(index);
    if (sources === undefined) {
      sources = new Map();
      this.#entries.set(index, sources);
    }
    return sources;
  }
}

const NOBODY: ReadonlySet<VerdictNode> = new Set();
