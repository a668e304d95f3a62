import { compareBytes } from '../../gatewayapi/compare-bytes.ts';
import type { ServedResource } from '../../kube/cluster-reader.ts';
import type { KindRow } from '../../kube/kind-row.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import type { DiscoveredResource, GroupVersion } from './group-version.ts';
import type { PolicyModes } from './read-policy-kinds.ts';

/** What a cluster serves, by group and kind. */
export interface Catalogue {
  readonly resources: readonly ServedResource[];
  find(kind: GroupKind): ServedResource | undefined;
  /** Whether a kind can be listed and watched, and so be held in memory. */
  watchable(kind: GroupKind): boolean;
  /** Whether a kind that is not here may be served all the same: part of its group could not be read. */
  uncertain(kind: GroupKind): boolean;
}

interface Found {
  readonly group: string;
  readonly resource: DiscoveredResource;
  readonly versions: string[];
}

/**
 * One entry a kind that can be read. Versions are those that serve it: first the ones that this code knows, best
 * first (a cluster with old CRDs may prefer another), then the server's order.
 */
export function buildCatalogue(
  discovered: readonly GroupVersion[],
  kindTable: readonly KindRow[],
  policies: PolicyModes = new Map(),
): Catalogue {
  const found = new Map<string, Found>();
  for (const { group, version, resources } of discovered) {
    for (const resource of resources.filter(isReadable)) {
      const id = groupKindId({ group, kind: resource.kind });
      const known = found.get(id);
      if (known === undefined) found.set(id, { group, resource, versions: [version] });
      else if (!known.versions.includes(version)) known.versions.push(version);
    }
  }
  const preferences = new Map(kindTable.map((row) => [groupKindId(row), row.versions]));
  const byId = new Map(
    [...found].map(([id, entry]) => [
      id,
      withPolicy(servedResource(entry, preferences.get(id) ?? []), policies),
    ]),
  );
  const staleGroups = new Set(discovered.filter(({ stale }) => stale).map(({ group }) => group));
  return {
    resources: [...byId.values()].sort(
      (a, b) => compareBytes(a.group, b.group) || compareBytes(a.kind, b.kind),
    ),
    find: (kind) => byId.get(groupKindId(kind)),
    watchable: (kind) => {
      const verbs = found.get(groupKindId(kind))?.resource.verbs ?? [];
      return verbs.includes('list') && verbs.includes('watch');
    },
    uncertain: ({ group }) => staleGroups.has(group),
  };
}

function isReadable({ verbs }: DiscoveredResource): boolean {
  return verbs.includes('get') || verbs.includes('list');
}

function servedResource({ group, resource, versions }: Found, preferred: readonly string[]): ServedResource {
  const known = preferred.filter((version) => versions.includes(version));
  const { kind, plural, namespaced } = resource;
  return {
    group,
    kind,
    plural,
    namespaced,
    versions: [...known, ...versions.filter((version) => !known.includes(version))],
    synced: false,
  };
}

function withPolicy(resource: ServedResource, policies: PolicyModes): ServedResource {
  const policy = policies.get(`${resource.plural}.${resource.group}`);
  return policy === undefined ? resource : { ...resource, policy };
}

/** A stale version keeps what it served before: not knowing is no reason to take a kind away. */
export function keepStale(
  before: readonly GroupVersion[],
  now: readonly GroupVersion[],
): readonly GroupVersion[] {
  const earlier = new Map(before.map((entry) => [`${entry.group}/${entry.version}`, entry]));
  return now.map((entry) => {
    const known = entry.stale ? earlier.get(`${entry.group}/${entry.version}`) : undefined;
    if (known === undefined) return entry;
    const listed = new Set(entry.resources.map(({ plural }) => plural));
    const kept = known.resources.filter(({ plural }) => !listed.has(plural));
    return { ...entry, resources: [...entry.resources, ...kept] };
  });
}
