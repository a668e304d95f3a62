import type { EntryIndex, FactRequest } from '../gatewayapi/fact.ts';
import { groupKindId, objectKeyId } from '../kube/object-key.ts';
import type { Source, VerdictNode } from './verdict-node.ts';

/** Facts that some verdict has read, each with the verdicts that did. */
export class FactSources {
  readonly #sources = new Map<string, Source>();
  readonly #indexIds = new Map<object, number>();

  /** The same source each time for the same question; undefined for what never changes. */
  of(request: FactRequest): Source | undefined {
    const id = this.#idOf(request);
    if (id === undefined) return undefined;
    const known = this.#sources.get(id);
    if (known !== undefined) return known;
    const source: Source = { dependents: new Set(), forget: () => this.#sources.delete(id) };
    this.#sources.set(id, source);
    return source;
  }

  /** Who read the answer to a question. */
  readersOf(request: FactRequest): ReadonlySet<VerdictNode> {
    const id = this.#idOf(request);
    return (id === undefined ? undefined : this.#sources.get(id)?.dependents) ?? NOBODY;
  }

  #idOf(request: FactRequest): string | undefined {
    switch (request.fact) {
      case 'object':
        return `object ${objectKeyId(request.key)}`;
      case 'kind':
        return `kind ${groupKindId(request.kind)}`;
      case 'list':
        return `list ${groupKindId(request.kind)} ${request.namespace ?? ''}`;
      // An index is as fine as the list that it is built over.
      case 'index':
        return `list ${groupKindId(request.index.kind)} ${request.namespace}`;
      case 'entry':
        return `entry ${this.#indexId(request.index)} ${request.namespace ?? ''} ${request.key}`;
      default:
        return undefined;
    }
  }

  #indexId(index: EntryIndex<unknown>): number {
    const known = this.#indexIds.get(index);
    if (known !== undefined) return known;
    const id = this.#indexIds.size;
    this.#indexIds.set(index, id);
    return id;
  }
}

const NOBODY: ReadonlySet<VerdictNode> = new Set();
