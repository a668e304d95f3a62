import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  EXAMPLES,
  type ExampleObject,
  exampleFiles,
  HAVE_EXAMPLES,
  readExample,
  withNeighbours,
} from './support/example-files.ts';
import { findReferences } from './support/find-references.ts';
import { queryManifests } from './support/query-manifests.ts';
import { referenceQuery, resolutionAt } from './support/reference-query.ts';

/** Who refers, where, to what, and the reason. */
type Row = readonly [string, string, string, string];

interface Key {
  readonly group: string;
  readonly kind: string;
  readonly namespace?: string | null;
  readonly name: string;
}

const GATEWAY_API = 'gateway.networking.k8s.io';

const table: Readonly<Record<string, readonly Row[]>> = {
  ...readTable('experimental.yaml'),
  ...readTable('standard.yaml'),
};

function readTable(file: string): Record<string, readonly Row[]> {
  return parse(readFileSync(join(import.meta.dirname, 'examples-table', file), 'utf8')) as Record<
    string,
    readonly Row[]
  >;
}

function format({ group, kind, namespace, name }: Key): string {
  const qualified = group === '' || group === GATEWAY_API ? kind : `${kind}.${group}`;
  return `${qualified} ${namespace ? `${namespace}/` : ''}${name}`;
}

async function rowsOf(object: ExampleObject, manifests: readonly string[]): Promise<readonly Row[]> {
  const paths = findReferences(object.spec);
  if (paths.length === 0) return [];
  const { group, kind, namespace, name } = object;
  const query = referenceQuery(object, paths);
  const answer = await queryManifests({ manifests, query, variables: { group, kind, namespace, name } });
  expect(answer.errors ?? []).toEqual([]);
  return paths.map((path) => {
    const resolution = resolutionAt(answer.data?.['object'], path) as { target: Key; reason: string };
    return [format(object), path, format(resolution.target), resolution.reason];
  });
}

describe.skipIf(!HAVE_EXAMPLES)(
  'the examples of the Gateway API (skipped when $GWQL_FIXTURES/examples is missing)',
  () => {
    test('the table has every file', () => {
      expect(Object.keys(table).sort()).toEqual(exampleFiles());
    });

    test.for(exampleFiles())('%s refers to what its table says, and to nothing else', async (file) => {
      const manifests = withNeighbours(file);
      const rows: Row[] = [];
      for (const object of readExample(file)) rows.push(...(await rowsOf(object, manifests)));
      expect(rows.sort()).toEqual([...(table[file] ?? [])].sort());
    });

    test('all files make one cluster, in which the last of several objects with one name counts', async () => {
      const answer = await queryManifests({
        manifests: [EXAMPLES],
        query: `{
        backendTlsPolicies { totalCount } gatewayClasses { totalCount } gateways { totalCount }
        grpcRoutes { totalCount } httpRoutes { totalCount } listenerSets { totalCount } namespaces { totalCount }
        referenceGrants { totalCount } tcpRoutes { totalCount } tlsRoutes { totalCount } udpRoutes { totalCount }
        gateway(namespace: "default", name: "example-gateway") { spec { listeners { name } } }
        httpRoute(namespace: "default", name: "foo-route") { spec { rules { backendRefs { weight } } } }
      }`,
      });
      expect(answer.errors ?? []).toEqual([]);
      expect(answer.data).toEqual({
        backendTlsPolicies: { totalCount: 2 },
        gatewayClasses: { totalCount: 3 },
        gateways: { totalCount: 18 },
        grpcRoutes: { totalCount: 5 },
        httpRoutes: { totalCount: 31 },
        listenerSets: { totalCount: 2 },
        namespaces: { totalCount: 10 },
        referenceGrants: { totalCount: 3 },
        tcpRoutes: { totalCount: 3 },
        tlsRoutes: { totalCount: 3 },
        udpRoutes: { totalCount: 1 },
        gateway: { spec: { listeners: [{ name: 'tls' }, { name: 'tls-terminate' }] } },
        httpRoute: { spec: { rules: [{ backendRefs: [{ weight: 0 }, { weight: 1 }] }] } },
      });
    });
  },
);
