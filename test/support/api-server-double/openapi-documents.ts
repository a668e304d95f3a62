import { createHash } from 'node:crypto';
import { asList, asObject, asString, type Json, type JsonObject } from '../../../src/kube/json.ts';

/** One CRD version's schema. */
interface Served {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** `/apis/<group>/<version>/namespaces/{namespace}/<plural>`. */
  readonly path: string;
  readonly schema: Json;
}

function servedSchemas(crds: readonly JsonObject[]): readonly Served[] {
  return crds.flatMap((crd) => {
    const spec = asObject(crd['spec']);
    return asList(spec['versions']).flatMap((entry) => {
      const { name, served, schema } = asObject(entry);
      if (served !== true || typeof name !== 'string') return [];
      const group = asString(spec['group']) ?? '';
      const names = asObject(spec['names']);
      const within = spec['scope'] === 'Namespaced' ? '/namespaces/{namespace}' : '';
      return [
        {
          group,
          version: name,
          kind: asString(names['kind']) ?? '',
          path: `/apis/${group}/${name}${within}/${asString(names['plural']) ?? ''}`,
          schema: asObject(schema)['openAPIV3Schema'] ?? {},
        },
      ];
    });
  });
}

/** `/openapi/v3`: where the document of each group version is, with a hash that changes with its content. */
export function openApiIndex(crds: readonly JsonObject[]): JsonObject {
  const paths = [...new Set(servedSchemas(crds).map(({ group, version }) => `apis/${group}/${version}`))].map(
    (path) => {
      const hash = createHash('sha256')
        .update(JSON.stringify(openApiDocument(crds, path)))
        .digest('hex');
      return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash.toUpperCase()}` }] as const;
    },
  );
  return { paths: Object.fromEntries(paths) };
}

/** `/openapi/v3/apis/<group>/<version>`. */
export function openApiDocument(crds: readonly JsonObject[], path: string): JsonObject | undefined {
  const served = servedSchemas(crds).filter(({ group, version }) => path === `apis/${group}/${version}`);
  if (served.length === 0) return undefined;
  const schemas = served.map(({ group, version, kind, schema }) => [
    [...group.split('.').reverse(), version, kind].join('.'),
    { ...asObject(schema), 'x-kubernetes-group-version-kind': [{ group, version, kind }] },
  ]);
  const paths = served.map(({ path, group, version, kind }) => [
    path,
    {
      get: {
        'x-kubernetes-action': 'list',
        'x-kubernetes-group-version-kind': { group, version, kind },
        responses: {},
      },
    },
  ]);
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes CRD Swagger', version: 'v0.1.0' },
    paths: Object.fromEntries(paths),
    components: { schemas: Object.fromEntries(schemas) },
  };
}
