import type { ReverseIndexes } from '../src/gatewayapi/relations/reverse-indexes.ts';
import { asList, asString, getIn, isObject, type Json } from '../src/kube/json.ts';
import type { KindRow } from '../src/kube/kind-row.ts';
import { groupKindId } from '../src/kube/object-key.ts';
import { groupOf, keyOf, type ObjectMeta, type RawObject } from '../src/kube/raw-object.ts';
import { routeComputedStatus } from './computed-status.ts';
import { findingsOfObject } from './findings.ts';
import type {
  KubernetesObjectMetaResolvers,
  KubernetesObjectResolvers,
  NodeResolvers,
  RouteResolvers,
} from './generated/types.ts';
import { encodeGlobalId } from './global-id.ts';
import { referencedBy } from './incoming-references.ts';
import { effectivePoliciesOfObject, policiesOfObject } from './policies.ts';
import { printManifest } from './print-manifest.ts';
import { urlsOfRouteField } from './public-urls.ts';
import { gatewaysOf } from './relations.ts';
import { backendsOf } from './route-backends.ts';
import { routeStatusDrift } from './status-drift.ts';

/** The resolvers of the interfaces that all objects implement, for the kinds of one schema. */
export function objectInterfaces(kinds: readonly KindRow[], indexes: ReverseIndexes) {
  const types = new Map(kinds.map((row) => [groupKindId(row), row.type]));
  // Kinds that the schema has no type for are generic.
  const typeOfObject = (object: RawObject): string =>
    types.get(groupKindId({ group: groupOf(object.apiVersion), kind: object.kind })) ??
    'GenericKubernetesObject';
  // The table knows the types; TypeScript can't know that they are those of the interface.
  const node: NodeResolvers = { __resolveType: typeOfObject as NodeResolvers['__resolveType'] };
  const fields = {
    ...objectFields,
    referencedBy: referencedBy(indexes, new Set(kinds.map(({ kind }) => kind))),
  };
  const kubernetesObject: KubernetesObjectResolvers = {
    ...fields,
    __resolveType: typeOfObject as KubernetesObjectResolvers['__resolveType'],
  };
  const route: RouteResolvers = {
    ...fields,
    ...routeFields,
    __resolveType: typeOfObject as RouteResolvers['__resolveType'],
  };
  return { Node: node, KubernetesObject: kubernetesObject, Route: route };
}

const objectFields: Omit<KubernetesObjectResolvers, '__resolveType' | 'referencedBy'> = {
  id: (object, _, context) => {
    const { cluster, hypothesis } = context.viewOf(object);
    return encodeGlobalId({ cluster: cluster.name, key: keyOf(object), hypothesis: hypothesis?.id });
  },
  cluster: (object, _, context) => context.viewOf(object),
  manifest: (object, { format }, context) => {
    const { reader } = context.viewOf(object);
    const original = context.originalOf(object);
    return printManifest(reader.written?.(original) ?? original, format ?? 'YAML', context.printYaml);
  },
  findings: findingsOfObject,
  policies: policiesOfObject,
  effectivePolicies: effectivePoliciesOfObject,
};

const routeFields: Omit<RouteResolvers, '__resolveType' | keyof KubernetesObjectResolvers> = {
  hostnames: (object) =>
    asList(getIn(object, 'spec', 'hostnames')).filter((host) => typeof host === 'string'),
  parentRefs: (object) => asList(getIn(object, 'spec', 'parentRefs')).filter(isObject),
  computedStatus: routeComputedStatus,
  statusDrift: routeStatusDrift,
  gateways: gatewaysOf,
  backends: backendsOf,
  urls: urlsOfRouteField,
};

export const objectMeta: KubernetesObjectMetaResolvers = {
  label: (meta: ObjectMeta, { key }: { key: string }) => entry(meta['labels'], key),
  annotation: (meta: ObjectMeta, { key }: { key: string }) => entry(meta['annotations'], key),
};

function entry(map: Json | undefined, key: string): string | null {
  return isObject(map) && Object.hasOwn(map, key) ? (asString(map[key]) ?? null) : null;
}
