import { asList, asObject, asString, type Json } from '../../kube/json.ts';
import type { DiscoveredResource, GroupVersion } from './group-version.ts';

const form = (version: string) =>
  `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`;

/** Asks for all groups in one answer; servers before 1.27 give the plain list instead. */
export const AGGREGATED_ACCEPT = `${form('v2')},${form('v2beta1')},application/json`;

/** Whether a server answered `AGGREGATED_ACCEPT` in that form. */
export function isAggregated(body: Json | undefined): boolean {
  return asObject(body)['kind'] === 'APIGroupDiscoveryList';
}

/** Groups and versions in the server's order, which is its order of preference. */
export function readAggregated(body: Json | undefined): readonly GroupVersion[] {
  return asList(asObject(body)['items']).flatMap((item) => {
    const group = asString(asObject(asObject(item)['metadata'])['name']) ?? '';
    return asList(asObject(item)['versions']).flatMap((entry) => {
      const { version, freshness, resources } = asObject(entry);
      return typeof version === 'string'
        ? [
            {
              group,
              version,
              stale: freshness === 'Stale',
              resources: asList(resources).flatMap(readResource),
            },
          ]
        : [];
    });
  });
}

function readResource(entry: Json): readonly DiscoveredResource[] {
  const { resource, responseKind, scope, verbs } = asObject(entry);
  const kind = asString(asObject(responseKind)['kind']);
  if (typeof resource !== 'string' || !kind) return [];
  return [{ plural: resource, kind, namespaced: scope === 'Namespaced', verbs: strings(verbs) }];
}

function strings(value: unknown): readonly string[] {
  return asList(value).filter((item): item is string => typeof item === 'string');
}
