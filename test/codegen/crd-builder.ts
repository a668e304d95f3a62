import type { JsonObject } from '../../src/kube/json.ts';

export interface CrdParts {
  readonly group: string;
  readonly kind: string;
  readonly plural?: string;
  readonly scope?: 'Namespaced' | 'Cluster';
  /** Properties of the object beside apiVersion, kind and metadata. */
  readonly properties?: JsonObject;
  readonly versions?: readonly JsonObject[];
}

/** A CustomResourceDefinition with one version, v1, unless told otherwise. */
export function crd({ group, kind, plural, scope, properties, versions }: CrdParts): JsonObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural ?? kind.toLowerCase()}.${group}` },
    spec: {
      group,
      names: { kind, plural: plural ?? `${kind.toLowerCase()}s` },
      scope: scope ?? 'Namespaced',
      versions: versions ?? [version('v1', properties ?? { spec: object({ size: { type: 'integer' } }) })],
    },
  };
}

export function version(name: string, properties: JsonObject, flags: JsonObject = {}): JsonObject {
  const standard = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: { type: 'object' } };
  return {
    name,
    served: true,
    storage: true,
    ...flags,
    schema: { openAPIV3Schema: object({ ...standard, ...properties }) },
  };
}

export function object(properties: JsonObject): JsonObject {
  return { type: 'object', properties };
}

export function list(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

export const text: JsonObject = { type: 'string' };
