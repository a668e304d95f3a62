import type { RequestContext } from '../src/context/request-context.ts';
import { kindTable } from '../src/generated/kind-table.ts';
import { asList, asString, getIn, isObject, type Json } from '../src/kube/json.ts';
import { groupKindId } from '../src/kube/object-key.ts';
import { groupOf, keyOf, type ObjectMeta, type RawObject } from '../src/kube/raw-object.ts';
import type {
  KubernetesObjectMetaResolvers,
  KubernetesObjectResolvers,
  NodeResolvers,
  RouteResolvers,
} from './generated/types.ts';
import { encodeGlobalId } from './global-id.ts';
import { printManifest } from './print-manifest.ts';

const TYPES: ReadonlyMap<string, string> = new Map(kindTable.map((row) => [groupKindId(row), row.type]));

/** The GraphQL type of an object; kinds that the schema has no type for are generic. */
export function typeOfObject(object: RawObject): string {
  const kind = groupKindId({ group: groupOf(object.apiVersion), kind: object.kind });
  return TYPES.get(kind) ?? 'GenericKubernetesObject';
}

/** Fields of every kind; the schema hands them down to all types that implement the interface. */
export const kubernetesObject: KubernetesObjectResolvers = {
  __resolveType: typeOfObject as KubernetesObjectResolvers['__resolveType'],
  id: (object: RawObject, _: unknown, context: RequestContext) =>
    encodeGlobalId({ cluster: context.viewOf(object).cluster.name, key: keyOf(object) }),
  cluster: (object: RawObject, _: unknown, context: RequestContext) => context.viewOf(object),
  manifest: (object: RawObject, { format }: { format?: 'YAML' | 'JSON' | null }, context: RequestContext) =>
    printManifest(object, format ?? 'YAML', context.printYaml),
};

export const node: NodeResolvers = {
  __resolveType: typeOfObject as NodeResolvers['__resolveType'],
};

export const route: RouteResolvers = {
  ...kubernetesObject,
  __resolveType: typeOfObject as RouteResolvers['__resolveType'],
  hostnames: (object: RawObject) =>
    asList(getIn(object, 'spec', 'hostnames')).filter((host) => typeof host === 'string'),
  parentRefs: (object: RawObject) => asList(getIn(object, 'spec', 'parentRefs')).filter(isObject),
};

export const objectMeta: KubernetesObjectMetaResolvers = {
  label: (meta: ObjectMeta, { key }: { key: string }) => entry(meta['labels'], key),
  annotation: (meta: ObjectMeta, { key }: { key: string }) => entry(meta['annotations'], key),
};

function entry(map: Json | undefined, key: string): string | null {
  return isObject(map) && Object.hasOwn(map, key) ? (asString(map[key]) ?? null) : null;
}
