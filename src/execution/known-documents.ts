import { type DocumentNode, getOperationAST, OperationTypeNode } from 'graphql';
import { BoundedCache, type CacheBounds, type CacheStats } from './bounded-cache.ts';

/** A document that was parsed and found valid, within the limits of the server. */
export interface KnownDocument {
  readonly document: DocumentNode;
  /** The same for equal texts alone. */
  readonly hash: string;
}

const BOUNDS: CacheBounds = { maxEntries: 1_000, maxBytes: 2 * 1024 * 1024 };

/** The documents asked last, by their text: what is wrong with a text need not be found out twice. */
export class KnownDocuments {
  readonly #documents: BoundedCache<KnownDocument>;

  constructor(bounds: CacheBounds = BOUNDS) {
    this.#documents = new BoundedCache(bounds);
  }

  add(source: string, known: KnownDocument): void {
    this.#documents.add(source, known, source.length);
  }

  /** undefined where the text is not known, or the operation of that name is no query. */
  query(source: string, operationName: string | undefined): KnownDocument | undefined {
    const known = this.#documents.get(source);
    if (known === undefined) return undefined;
    const operation = getOperationAST(known.document, operationName);
    return operation?.operation === OperationTypeNode.QUERY ? known : undefined;
  }

  stats(): CacheStats {
    return this.#documents.stats();
  }
}
