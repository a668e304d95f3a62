import { type ReferenceSite, referenceSites, type SiteTree, siteTree } from '../gatewayapi/reference-site.ts';
import { groupKindId } from '../kube/object-key.ts';
import { groupOf, type RawObject } from '../kube/raw-object.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';
import { type ListenerPlace, listenersIn } from './listener-place.ts';

/**
 * Knows for every reference and listener inside every object that a query has met where it stands. GraphQL hands sub-objects to
 * resolvers by identity and says nothing of their owner, so identity is the key; entries die with their objects.
 * One for the whole process: objects of a snapshot are walked once, not once a query.
 */
export class SiteIndex {
  readonly #trees: ReadonlyMap<string, SiteTree>;
  readonly #sites = new WeakMap<object, ReferenceSite>();
  readonly #listeners = new WeakMap<object, ListenerPlace>();
  readonly #walked = new WeakSet<RawObject>();

  constructor(rows: readonly ReferenceRow[]) {
    const byKind = Map.groupBy(rows, (row) => groupKindId(row.owner));
    this.#trees = new Map([...byKind].map(([kind, kindRows]) => [kind, siteTree(kindRows)]));
  }

  get(node: object): ReferenceSite | undefined {
    return this.#sites.get(node);
  }

  listenerAt(node: object): ListenerPlace | undefined {
    return this.#listeners.get(node);
  }

  /** Whether `add` would find anything new. */
  needs(object: RawObject): boolean {
    return !this.#walked.has(object);
  }

  add(object: RawObject): void {
    if (this.#walked.has(object)) return;
    this.#walked.add(object);
    for (const [node, place] of listenersIn(object)) this.#listeners.set(node, place);
    const tree = this.#trees.get(groupKindId({ group: groupOf(object.apiVersion), kind: object.kind }));
    if (tree === undefined) return;
    for (const site of referenceSites(object, tree)) this.#sites.set(site.node, site);
  }
}
