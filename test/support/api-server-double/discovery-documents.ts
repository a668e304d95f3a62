import type { JsonObject } from '../../../src/kube/json.ts';
import { type ApiResource, apiVersionOf, VERBS } from './api-resource.ts';
import { byPriority } from './crd-objects.ts';

export const AGGREGATED_TYPE =
  'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList;charset=utf-8';

/** Group versions that the server cannot reach right now, as an aggregated API that is down. */
export type StaleVersions = ReadonlySet<string>;

interface Group {
  readonly name: string;
  readonly versions: readonly string[];
}

function groupsOf(resources: readonly ApiResource[]): readonly Group[] {
  const names = [...new Set(resources.map(({ group }) => group))].sort();
  return names.map((name) => ({
    name,
    versions: [
      ...new Set(resources.filter(({ group }) => group === name).flatMap(({ versions }) => versions)),
    ].sort(byPriority),
  }));
}

/** One document with every resource of the core group (`/api`) or of all others (`/apis`). */
export function aggregatedDocument(
  resources: readonly ApiResource[],
  root: 'api' | 'apis',
  stale: StaleVersions,
): JsonObject {
  const groups = groupsOf(resources.filter(({ group }) => (group === '') === (root === 'api')));
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: 'apidiscovery.k8s.io/v2',
    metadata: {},
    items: groups.map(({ name, versions }) => ({
      metadata: name === '' ? { creationTimestamp: null } : { name, creationTimestamp: null },
      versions: versions.map((version) => versionEntry(resources, name, version, stale)),
    })),
  };
}

function versionEntry(
  resources: readonly ApiResource[],
  group: string,
  version: string,
  stale: StaleVersions,
): JsonObject {
  const isStale = stale.has(apiVersionOf(group, version));
  const served = isStale ? [] : servedIn(resources, group, version);
  return {
    version,
    freshness: isStale ? 'Stale' : 'Current',
    resources: served.map(({ plural, singular, kind, namespaced }) => ({
      resource: plural,
      responseKind: { group, version, kind },
      scope: namespaced ? 'Namespaced' : 'Cluster',
      singularResource: singular,
      verbs: VERBS,
      subresources: [
        { subresource: 'status', responseKind: { group, version, kind }, verbs: ['get', 'patch', 'update'] },
      ],
    })),
  };
}

/** What servers answer that do not know the aggregated form. */
export function legacyRoot(resources: readonly ApiResource[], root: 'api' | 'apis'): JsonObject {
  if (root === 'api') return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
  const groups = groupsOf(resources.filter(({ group }) => group !== ''));
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(legacyGroup) };
}

function legacyGroup({ name, versions }: Group): JsonObject {
  const entries = versions.map((version) => ({ groupVersion: `${name}/${version}`, version }));
  return { name, versions: entries, preferredVersion: entries[0] };
}

export function legacyGroupDocument(
  resources: readonly ApiResource[],
  group: string,
): JsonObject | undefined {
  const found = groupsOf(resources).find(({ name }) => name === group);
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...legacyGroup(found) };
}

/** The resources of one group version, subresources as entries with a slash. */
export function legacyResources(
  resources: readonly ApiResource[],
  group: string,
  version: string,
): JsonObject | undefined {
  const served = servedIn(resources, group, version);
  if (served.length === 0) return undefined;
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf(group, version),
    resources: served.flatMap(({ plural, singular, kind, namespaced }) => [
      { name: plural, singularName: singular, namespaced, kind, verbs: VERBS },
      { name: `${plural}/status`, singularName: '', namespaced, kind, verbs: ['get', 'patch', 'update'] },
    ]),
  };
}

function servedIn(resources: readonly ApiResource[], group: string, version: string): readonly ApiResource[] {
  return resources.filter((resource) => resource.group === group && resource.versions.includes(version));
}
