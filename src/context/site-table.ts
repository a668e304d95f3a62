import { type ReferenceSite, referenceSites, type SiteTree } from '../gatewayapi/reference-site.ts';
import type { RawObject } from '../kube/raw-object.ts';

/** Where a reference stands in its owner, whatever the owner is: `spec.rules[0].backendRefs[1]` is one for all. */
export type Place = Pick<ReferenceSite, 'row' | 'position' | 'indices'> & { readonly number: number };

/** Most objects of a kind are built alike; those that are not have lists of their own beyond that. */
const MOST_SHAPES = 10_000;

/** Keeps the places of references once for all objects that have them at the same places. */
export class Shapes {
  readonly #places = new Map<ReferenceSite['row'], Map<string, Place>>();
  readonly #shapes = new Map<string, readonly Place[]>();
  #count = 0;

  of(sites: readonly ReferenceSite[]): readonly Place[] {
    const places = sites.map((site) => this.#placeOf(site));
    const id = places.map(({ number }) => number).join();
    const known = this.#shapes.get(id);
    if (known !== undefined) return known;
    if (this.#shapes.size < MOST_SHAPES) this.#shapes.set(id, places);
    return places;
  }

  #placeOf({ row, position, indices }: ReferenceSite): Place {
    let ofRow = this.#places.get(row);
    if (ofRow === undefined) {
      ofRow = new Map();
      this.#places.set(row, ofRow);
    }
    const id = indices.join();
    let place = ofRow.get(id);
    if (place === undefined) {
      place = { row, position, indices: indices.slice(), number: this.#count };
      this.#count += 1;
      ofRow.set(id, place);
    }
    return place;
  }
}

/** The references inside one object by identity. Takes little memory: there is one for every object that was asked. */
export class SiteTable {
  readonly owner: RawObject;
  readonly #nodes: readonly object[];
  readonly #places: readonly Place[];
  /** References are mostly asked for in their order. */
  #next = 0;

  constructor(owner: RawObject, tree: SiteTree, shapes: Shapes) {
    const sites = referenceSites(owner, tree);
    this.owner = owner;
    this.#nodes = sites.map(({ node }) => node);
    this.#places = shapes.of(sites);
  }

  get isEmpty(): boolean {
    return this.#nodes.length === 0;
  }

  nodes(): readonly object[] {
    return this.#nodes;
  }

  /** Where the node stands, if it is one of the references. */
  placeOf(node: object): Place | undefined {
    const at = this.#nodes[this.#next] === node ? this.#next : this.#nodes.indexOf(node);
    if (at < 0) return undefined;
    this.#next = at + 1;
    return this.#places[at];
  }
}
