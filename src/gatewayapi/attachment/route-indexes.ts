import { getIn } from '../../kube/json.ts';
import { type GroupKind, groupKindId, type ObjectKey, objectKeyId, sameKey } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import type { EntryIndex } from '../fact.ts';
import { GATEWAY, ROUTE_KINDS } from '../groups.ts';
import { defaultReference } from '../reference.ts';
import { specSites } from '../spec-references.ts';
import { parentRefs, usesDefaultGateways } from './parent-ref.ts';

/** Stands for all default Gateways among the parents of routes, and for their scope among Gateways. */
export const DEFAULT_SCOPE = 'default Gateways';

function byParent(kind: GroupKind): EntryIndex<ObjectKey> {
  return {
    kind,
    entriesOf(route) {
      const parents = new Set(parentRefs(route).map(({ target }) => objectKeyId(target)));
      if (usesDefaultGateways(route)) parents.add(DEFAULT_SCOPE);
      const key = keyOf(route);
      const share = shareOf(key.name);
      return [...parents].flatMap((parent) => [
        [parent, key] as const,
        [shareId(parent, share), key] as const,
      ]);
    },
    same: sameKey,
  };
}

/** The routes of a parent are found all together, and in this many shares, by name. */
export const SHARES = 32;

/** The key of one share of a parent's routes, where `parent` is the key of all of them. */
export function shareId(parent: string, share: number): string {
  return `${parent} ${share}`;
}

function shareOf(name: string): number {
  let hash = 0;
  for (let position = 0; position < name.length; position += 1) {
    hash = (Math.imul(hash, 31) + name.charCodeAt(position)) | 0;
  }
  return (hash >>> 0) % SHARES;
}

function byBackend(kind: GroupKind): EntryIndex<ObjectKey> {
  return {
    kind,
    entriesOf(route) {
      const sites = specSites(route, 'backend');
      const backends = new Set(sites.map((site) => objectKeyId(defaultReference(site).target)));
      const key = keyOf(route);
      return [...backends].map((backend) => [backend, key]);
    },
    same: sameKey,
  };
}

/** Routes by their parents, one index for each kind. */
export const routesByParent: readonly EntryIndex<ObjectKey>[] = ROUTE_KINDS.map(byParent);

const backendIndexes = new Map(ROUTE_KINDS.map((kind) => [groupKindId(kind), byBackend(kind)]));

/** Routes of some kinds by the backends that they name. */
export function routesByBackend(kinds: readonly GroupKind[]): readonly EntryIndex<ObjectKey>[] {
  return kinds.flatMap((kind) => backendIndexes.get(groupKindId(kind)) ?? []);
}

/** Gateways that routes may mean without naming them. */
export const defaultGateways: EntryIndex<ObjectKey> = {
  kind: GATEWAY,
  entriesOf: (gateway) =>
    getIn(gateway, 'spec', 'defaultScope') === 'All' ? [[DEFAULT_SCOPE, keyOf(gateway)]] : [],
  same: sameKey,
};
