import type { ServerResponse } from 'node:http';
import { CRD_RESOURCE, resourceId } from './api-resource.ts';
import { resourceOfCrd } from './crd-objects.ts';
import type { ObjectStore, StoreEvent } from './object-store.ts';
import type { ResourceRequest } from './read-handlers.ts';
import { type Answer, badRequest, invalid, TOO_OLD } from './status-object.ts';
import { WatchHistory } from './watch-history.ts';
import { WatchStream } from './watch-stream.ts';

/** A 200 whose body never ends by itself. */
export interface WatchAnswer {
  readonly watch: (response: ServerResponse) => void;
}

const BOOKMARKS_EVERY_MS = 60_000;

/** All watches that are open. */
export class Watches {
  /** Watches are refused for a revision that is too old with this status, or begin and say so in an event. */
  expiredAs: 'status' | 'event' = 'status';
  /** What becomes of `sendInitialEvents`: answered, refused as by 1.33, or overlooked as by servers that do not know it. */
  initialEvents: 'sent' | 'refused' | 'ignored' = 'refused';
  readonly #store: ObjectStore;
  readonly #history = new WatchHistory();
  readonly #streams = new Map<string, Set<WatchStream>>();
  #opened = 0;

  constructor(store: ObjectStore) {
    this.#store = store;
    store.onEvent((event) => {
      this.#history.add(event);
      for (const stream of this.#streams.get(event.resource) ?? []) stream.send(event);
      if (event.resource === resourceId(CRD_RESOURCE) && event.type === 'DELETED') this.#removeKind(event);
    });
  }

  /** Watches that were ever opened. */
  get opened(): number {
    return this.#opened;
  }

  /** Those that are open on a kind, by the name in the URL. */
  of(plural: string): readonly WatchStream[] {
    return [...this.#streams.values()]
      .flatMap((streams) => [...streams])
      .filter(({ request }) => request.resource.plural === plural);
  }

  all(): readonly WatchStream[] {
    return [...this.#streams.values()].flatMap((streams) => [...streams]);
  }

  /** As after a compaction: no watch can go on from before now. */
  compact(): void {
    this.#history.forget(Number(this.#store.revision));
  }

  sendBookmarks(): void {
    for (const stream of this.all()) stream.bookmark(this.#store.revision);
  }

  answer(request: ResourceRequest): Answer | WatchAnswer {
    const { query } = request;
    if (query.has('labelSelector') || query.has('fieldSelector')) {
      return badRequest('the API server double watches without selectors');
    }
    const initial = query.get('sendInitialEvents') === 'true';
    if (
      initial &&
      (this.initialEvents === 'refused' || query.get('resourceVersionMatch') !== 'NotOlderThan')
    ) {
      return invalid('sendInitialEvents: Forbidden: sendInitialEvents is forbidden for watch');
    }
    const version = query.get('resourceVersion') ?? '';
    const fromNow = version === '' || version === '0' || (initial && this.initialEvents === 'sent');
    if (fromNow) return { watch: (response) => this.#openFromNow(request, response, initial) };
    return this.#answerFrom(request, Number(version));
  }

  #answerFrom(request: ResourceRequest, version: number): Answer | WatchAnswer {
    const missed = this.#history.since(version, resourceId(request.resource));
    if (missed !== undefined) {
      return {
        watch: (response) => {
          const stream = this.#open(request, response);
          for (const event of missed) stream.send(event);
        },
      };
    }
    if (this.expiredAs === 'status') return TOO_OLD;
    return { watch: (response) => this.#open(request, response).sendError(410) };
  }

  #removeKind({ object }: StoreEvent): void {
    const gone = resourceId(resourceOfCrd(object));
    this.#store.deleteAll(gone);
    for (const stream of this.#streams.get(gone) ?? []) stream.end();
  }

  /** First all that is there, then all that happens. */
  #openFromNow(request: ResourceRequest, response: ServerResponse, initial: boolean): void {
    const { resource, target } = request;
    const stream = this.#open(request, response);
    for (const object of this.#store.list(resource, target.namespace)) {
      const namespace = String(object.metadata['namespace'] ?? '');
      stream.send({ type: 'ADDED', namespace, object });
    }
    if (initial && this.initialEvents === 'sent') {
      stream.bookmark(this.#store.revision, { 'k8s.io/initial-events-end': 'true' });
    }
  }

  #open(request: ResourceRequest, response: ServerResponse): WatchStream {
    const stream = new WatchStream(request, response);
    const id = resourceId(request.resource);
    const streams = this.#streams.get(id) ?? new Set();
    this.#streams.set(id, streams.add(stream));
    this.#opened += 1;
    const seconds = Number(request.query.get('timeoutSeconds') ?? 0) || 1_800;
    const timeout = setTimeout(() => stream.end(), seconds * 1_000).unref();
    const bookmarks = setInterval(() => stream.bookmark(this.#store.revision), BOOKMARKS_EVERY_MS).unref();
    response.once('close', () => {
      streams.delete(stream);
      clearTimeout(timeout);
      clearInterval(bookmarks);
    });
    return stream;
  }
}
