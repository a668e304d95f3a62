import { asList, asObject, asString, isObject, type JsonObject } from '../kube/json.ts';
import type { GroupKind } from '../kube/object-key.ts';
import type { PolicyMode } from '../kube/policy-mode.ts';
import { compareVersions } from './compare-versions.ts';
import { policyModeOfCrd } from './policy-mode-of.ts';

/** What types are generated from: a CRD, or the facts of a core kind in the same form. */
export interface KindSchema extends GroupKind {
  readonly plural: string;
  readonly namespaced: boolean;
  readonly versions: readonly KindVersion[];
  /** Absent for what is no policy. */
  readonly policy?: PolicyMode | undefined;
}

export interface KindVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  /** The OpenAPI v3 schema of the whole object. */
  readonly schema: JsonObject;
}

const CHANNEL = 'gateway.networking.k8s.io/channel';

export function isCrd(value: unknown): value is JsonObject {
  return (
    isObject(value) &&
    value['kind'] === 'CustomResourceDefinition' &&
    asString(value['apiVersion'])?.startsWith('apiextensions.k8s.io/') === true
  );
}

/** Reads a CustomResourceDefinition as JSON; undefined when it is none, or names no kind. */
export function readCrd(value: unknown): KindSchema | undefined {
  if (!isCrd(value)) return undefined;
  const spec = asObject(value['spec']);
  const names = asObject(spec['names']);
  const [group, kind, plural] = [asString(spec['group']), asString(names['kind']), asString(names['plural'])];
  const versions = asList(spec['versions']).map(readVersion);
  if (group === undefined || kind === undefined || plural === undefined || versions.length === 0)
    return undefined;
  const schema = { group, kind, plural, namespaced: spec['scope'] !== 'Cluster', versions };
  const policy = policyModeOfCrd(value, { kind, schema: mainVersion(schema)?.schema });
  return policy === undefined ? schema : { ...schema, policy };
}

/** `experimental` or `standard`, as the CRDs of Gateway API say in an annotation. */
export function channelOf(crd: unknown): string | undefined {
  return asString(asObject(asObject(asObject(crd)['metadata'])['annotations'])[CHANNEL]);
}

/** The version that types come from: the one that is stored, or the best one where that is not served. */
export function mainVersion(kind: KindSchema): KindVersion | undefined {
  const served = kind.versions.filter((version) => version.served);
  const best = [...served].sort((a, b) => compareVersions(a.name, b.name))[0];
  return served.find((version) => version.storage) ?? best ?? kind.versions[0];
}

function readVersion(value: unknown): KindVersion {
  const version = asObject(value);
  return {
    name: asString(version['name']) ?? '',
    served: version['served'] === true,
    storage: version['storage'] === true,
    schema: asObject(asObject(version['schema'])['openAPIV3Schema']),
  };
}
