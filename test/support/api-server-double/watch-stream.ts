import type { ServerResponse } from 'node:http';
import type { JsonObject } from '../../../src/kube/json.ts';
import { apiVersionOf } from './api-resource.ts';
import type { StoredObject, StoreEvent } from './object-store.ts';
import { asServed, metadataOf, type ResourceRequest } from './read-handlers.ts';
import { injected } from './status-object.ts';

/** One watch that somebody holds open, and all that can go wrong with it. */
export class WatchStream {
  readonly request: ResourceRequest;
  readonly #response: ServerResponse;
  #stalled = false;
  #garble = 0;

  constructor(request: ResourceRequest, response: ServerResponse) {
    this.request = request;
    this.#response = response;
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
  }

  get open(): boolean {
    return !this.#response.writableEnded && !this.#response.destroyed;
  }

  send({ type, namespace, object }: Pick<StoreEvent, 'type' | 'namespace' | 'object'>): void {
    const { target } = this.request;
    if (target.namespace !== undefined && target.namespace !== namespace) return;
    const line = JSON.stringify({ type, object: this.#served(object) });
    const garbled = this.#garble > 0;
    if (garbled) this.#garble -= 1;
    this.sendRaw(`${garbled ? line.slice(0, line.length / 2) : line}\n`);
  }

  /** Only to those who asked for them, as real servers do. */
  bookmark(revision: string, annotations?: JsonObject): void {
    const { resource, target, query } = this.request;
    if (query.get('allowWatchBookmarks') !== 'true') return;
    const metadata = { resourceVersion: revision, ...(annotations === undefined ? {} : { annotations }) };
    const type = { kind: resource.kind, apiVersion: apiVersionOf(resource.group, target.version) };
    this.sendRaw(`${JSON.stringify({ type: 'BOOKMARK', object: { ...type, metadata } })}\n`);
  }

  /** An ERROR event; the stream stays open. */
  sendError(code: number, details?: JsonObject): void {
    const status = injected(code).body;
    const object = typeof status === 'string' || details === undefined ? status : { ...status, details };
    this.sendRaw(`${JSON.stringify({ type: 'ERROR', object })}\n`);
  }

  sendRaw(text: string): void {
    if (this.open && !this.#stalled) this.#response.write(text);
  }

  /** The next events arrive as half a line each, which ends as lines do. */
  garble(events: number): void {
    this.#garble += events;
  }

  /** Says nothing more, and stays open. */
  stall(): void {
    this.#stalled = true;
  }

  end(): void {
    this.#response.end();
  }

  reset(): void {
    this.#response.socket?.resetAndDestroy();
  }

  #served(object: StoredObject): JsonObject {
    const { accept, resource, target } = this.request;
    return accept.includes('as=PartialObjectMetadata;')
      ? metadataOf(object)
      : asServed(object, resource, target.version);
  }
}
