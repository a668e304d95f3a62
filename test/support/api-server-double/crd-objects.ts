import { asList, asObject, asString, type JsonObject } from '../../../src/kube/json.ts';
import type { ApiResource } from './api-resource.ts';
import { RELEASES } from './release-table.ts';

/** `v1.6.1-experimental`: a release of Gateway API and its channel. */
export type Release = `v1.${number}.${number}-${'standard' | 'experimental'}`;

interface CrdFacts {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly versions: readonly string[];
  readonly annotations?: JsonObject;
}

/** A CRD with the smallest schema that a server accepts. */
export function crdObject(facts: CrdFacts): JsonObject {
  const { group, kind, plural, namespaced, versions, annotations = {} } = facts;
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}`, annotations },
    spec: {
      group,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      scope: namespaced ? 'Namespaced' : 'Cluster',
      versions: versions.map((name, index) => ({
        name,
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema: smallestSchema(kind) },
      })),
    },
  };
}

function smallestSchema(kind: string): JsonObject {
  return {
    type: 'object',
    description: `A ${kind} of the API server double.`,
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: {
        type: 'object',
        description: `What this ${kind} asks for.`,
        'x-kubernetes-preserve-unknown-fields': true,
      },
      status: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
    },
  };
}

/** The CRDs that a release installs. */
export function crdsOfRelease(release: Release): readonly JsonObject[] {
  const [, minor, channel] = /^v1\.(\d+)\.\d+-(\w+)$/.exec(release) ?? [];
  const bundle = release.slice(0, release.indexOf('-'));
  const annotations = {
    'gateway.networking.k8s.io/bundle-version': bundle,
    'gateway.networking.k8s.io/channel': channel ?? '',
  };
  return RELEASES.flatMap((history) => {
    const era = history.eras.findLast(({ since }) => since <= Number(minor));
    const versions =
      channel === 'experimental' ? (era?.experimental ?? era?.standard ?? []) : (era?.standard ?? []);
    return versions.length === 0 ? [] : [crdObject({ ...history, versions, annotations })];
  });
}

/** What a CRD makes a server serve. */
export function resourceOfCrd(crd: JsonObject): ApiResource {
  const spec = asObject(crd['spec']);
  const names = asObject(spec['names']);
  const text = (value: unknown) => asString(value) ?? '';
  const served = asList(spec['versions']).filter((version) => asObject(version)['served'] === true);
  return {
    group: text(spec['group']),
    kind: text(names['kind']),
    plural: text(names['plural']),
    singular: text(names['singular']) || text(names['kind']).toLowerCase(),
    namespaced: spec['scope'] === 'Namespaced',
    versions: served.map((version) => text(asObject(version)['name'])).sort(byPriority),
    custom: true,
  };
}

/** As Kubernetes orders versions: v1 before v1beta1 before v1alpha2, newer before older. */
export function byPriority(a: string, b: string): number {
  return rank(b) - rank(a);
}

function rank(version: string): number {
  const [, major = '0', stage, minor = '0'] = /^v(\d+)(alpha|beta)?(\d+)?$/.exec(version) ?? [];
  const stages = { alpha: 0, beta: 1 };
  const stability = stage === undefined ? 2 : stages[stage as 'alpha' | 'beta'];
  return stability * 1_000_000 + Number(major) * 1_000 + Number(minor);
}
