import type { ReferenceSite } from '../gatewayapi/reference-site.ts';
import type { ObjectKey } from '../kube/object-key.ts';
import { keyOf, type RawObject } from '../kube/raw-object.ts';
import { type ListenerPlace, listenersIn } from './listener-place.ts';
import type { SiteIndex } from './site-index.ts';
import type { Place, SiteTable } from './site-table.ts';

/** How far from either end of the line the next owner is looked for before all are. */
const REACH = 8;

/**
 * The objects that one execution has met. GraphQL hands sub-objects to resolvers by identity and says nothing of their
 * owner, so identity is the key. Executions go through objects in the order in which they met them, or from the end
 * where they had to wait: the owner of a reference is mostly that of the one before, or next in line. Only where it is
 * not are all of them indexed.
 */
export class SeenSites {
  readonly #sites: SiteIndex;
  readonly #objects: RawObject[] = [];
  #head = 0;
  #tail = 0;
  #current: SiteTable | undefined;
  /** Of the reference before, and its key, which all its references share. */
  #owner: RawObject | undefined;
  #key: ObjectKey = { group: '', kind: '', name: '' };
  /** By reference, of the first `#indexed` objects. */
  #tables: Map<object, SiteTable> | undefined;
  #indexed = 0;
  readonly #listeners = new Map<object, ListenerPlace>();
  #withListeners = 0;

  constructor(sites: SiteIndex) {
    this.#sites = sites;
  }

  add(object: RawObject): void {
    this.#objects.push(object);
    this.#tail = this.#objects.length;
  }

  /** Where a reference inside an object that was met stands. */
  siteOf(node: object): ReferenceSite | undefined {
    const place = this.#current?.placeOf(node) ?? this.#search(node);
    const owner = this.#current?.owner;
    if (place === undefined || owner === undefined) return undefined;
    if (this.#owner !== owner) {
      this.#owner = owner;
      this.#key = keyOf(owner);
    }
    const { row, position, indices } = place;
    return { row, position, owner, from: this.#key, node, indices };
  }

  /** Which listener a node is, of an object that was met. */
  listenerAt(node: object): ListenerPlace | undefined {
    for (; this.#withListeners < this.#objects.length; this.#withListeners += 1) {
      const object = this.#objects[this.#withListeners];
      if (object === undefined) continue;
      for (const [listener, place] of listenersIn(object)) this.#listeners.set(listener, place);
    }
    return this.#listeners.get(node);
  }

  #search(node: object): Place | undefined {
    return (this.#tables === undefined ? this.#nearby(node) : undefined) ?? this.#anywhere(node);
  }

  #nearby(node: object): Place | undefined {
    for (let step = 0; step < REACH; step += 1) {
      const fromHead = this.#placeIn(this.#head + step, node);
      if (fromHead !== undefined) {
        this.#head += step + 1;
        return fromHead;
      }
      const fromTail = this.#placeIn(this.#tail - 1 - step, node);
      if (fromTail !== undefined) {
        this.#tail -= step + 1;
        return fromTail;
      }
    }
    return undefined;
  }

  #placeIn(position: number, node: object): Place | undefined {
    const object = this.#objects[position];
    const table = object === undefined ? undefined : this.#sites.tableOf(object);
    const place = table?.placeOf(node);
    if (place !== undefined) this.#current = table;
    return place;
  }

  #anywhere(node: object): Place | undefined {
    this.#tables ??= new Map();
    for (; this.#indexed < this.#objects.length; this.#indexed += 1) {
      const object = this.#objects[this.#indexed];
      const table = object === undefined ? undefined : this.#sites.tableOf(object);
      for (const each of table?.nodes() ?? []) if (table !== undefined) this.#tables.set(each, table);
    }
    this.#current = this.#tables.get(node) ?? this.#current;
    return this.#current?.placeOf(node);
  }
}
