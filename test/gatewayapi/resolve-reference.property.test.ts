import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { REFERENCE_RESOLUTION_REASONS } from '../../src/gatewayapi/reasons.ts';
import { defaultReference } from '../../src/gatewayapi/reference.ts';
import { referenceSites, siteTree } from '../../src/gatewayapi/reference-site.ts';
import type { Resolution } from '../../src/gatewayapi/resolution.ts';
import { resolutionWarnings } from '../../src/gatewayapi/resolution-warnings.ts';
import { resolveReference } from '../../src/gatewayapi/resolve-reference.ts';
import { kindTable } from '../../src/generated/kind-table.ts';
import { referenceTable } from '../../src/generated/reference-table.ts';
import type { Json } from '../../src/kube/json.ts';
import { groupKindId } from '../../src/kube/object-key.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { keyOf } from '../../src/kube/raw-object.ts';
import { type FactSource, runRule } from '../../src/loaders/run-rule.ts';
import { FactsInMemory } from '../support/answer-facts.ts';

const NOW = Date.UTC(2026, 0, 1);

const namespaces = fc.constantFrom('a', 'b');
const names = fc.constantFrom('x', 'y');
const kinds = fc.constantFrom('Service', 'Gateway', 'Secret', 'ConfigMap', 'ServiceImport', 'Widget');
const groups = fc.constantFrom('', 'gateway.networking.k8s.io', 'multicluster.x-k8s.io', 'core');

const reference = fc.record(
  {
    group: groups,
    kind: kinds,
    name: names,
    namespace: namespaces,
    port: fc.constantFrom(80, 443),
    sectionName: names,
  },
  { requiredKeys: ['name'] },
);

const routes = fc
  .record({
    namespace: namespaces,
    name: names,
    parentRefs: fc.array(reference, { maxLength: 2 }),
    backendRefs: fc.array(reference, { maxLength: 3 }),
  })
  .map(({ namespace, name, parentRefs, backendRefs }) =>
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', namespace, name, {
      parentRefs,
      rules: [{ backendRefs }],
    }),
  );

const services = fc
  .record({ namespace: namespaces, name: names, port: fc.constantFrom(80, 443) })
  .map(({ namespace, name, port }) =>
    object('v1', 'Service', namespace, name, { ports: [{ port, name: 'x' }] }),
  );

const grants = fc
  .record({
    namespace: namespaces,
    name: names,
    fromKind: fc.constantFrom('HTTPRoute', 'Gateway'),
    fromNamespace: namespaces,
    toKind: kinds,
    toName: fc.option(names, { nil: undefined }),
  })
  .map(({ namespace, name, fromKind, fromNamespace, toKind, toName }) =>
    object('gateway.networking.k8s.io/v1', 'ReferenceGrant', namespace, name, {
      from: [{ group: 'gateway.networking.k8s.io', kind: fromKind, namespace: fromNamespace }],
      to: [toName === undefined ? { group: '', kind: toKind } : { group: '', kind: toKind, name: toName }],
    }),
  );

const clusters = fc.record({
  routes: fc.array(routes, { minLength: 1, maxLength: 3 }),
  services: fc.array(services, { maxLength: 4 }),
  grants: fc.array(grants, { maxLength: 3 }),
});

function object(apiVersion: string, kind: string, namespace: string, name: string, spec: Json): RawObject {
  return { apiVersion, kind, metadata: { name, namespace }, spec };
}

const trees = new Map(
  [...Map.groupBy(referenceTable, (row) => groupKindId(row.owner))].map(([kind, rows]) => [
    kind,
    siteTree(rows),
  ]),
);

function resolveAll(objects: readonly RawObject[], facts: FactSource): Resolution[] {
  return objects.flatMap((owner) => {
    const tree = trees.get(groupKindId(keyOf(owner)));
    const sites = tree === undefined ? [] : referenceSites(owner, tree);
    return sites.map((site) => now(runRule(resolveReference(defaultReference(site)), facts)));
  });
}

function now<T>(value: T | Promise<T>): T {
  if (value instanceof Promise) throw new Error('facts in memory answered with a promise');
  return value;
}

const verdict = ({ reason, message }: Resolution) => ({ reason, message });

/** Every field name on the way to any reference, so that junk reaches the rules. */
const FIELDS = [
  ...new Set(referenceTable.flatMap(({ path }) => path.replaceAll('[]', '').split('.'))),
  'group',
  'kind',
  'name',
  'namespace',
  'port',
  'sectionName',
  'ports',
  'listeners',
  'to',
  'from',
  'targetRefs',
  'validation',
  'appProtocol',
  'endpoints',
  'addresses',
];

describe('resolving references', () => {
  it('gives the same verdicts in whatever order the objects come', () => {
    fc.assert(
      fc.property(clusters, fc.infiniteStream(fc.nat()), (cluster, dice) => {
        const objects = [...cluster.services, ...cluster.grants];
        // Of objects with one key a cluster has only one, so the order of duplicates says nothing.
        const unique = [...new Map(objects.map((each) => [JSON.stringify(keyOf(each)), each])).values()];
        const shuffled = unique
          .map((each) => ({ each, rank: dice.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ each }) => each);
        const before = resolveAll(cluster.routes, new FactsInMemory(unique)).map(verdict);
        const after = resolveAll(cluster.routes, new FactsInMemory(shuffled)).map(verdict);
        expect(after).toEqual(before);
      }),
    );
  });

  it('never breaks because a grant was added', () => {
    fc.assert(
      fc.property(clusters, grants, (cluster, grant) => {
        const objects = [...cluster.services, ...cluster.grants];
        const before = resolveAll(cluster.routes, new FactsInMemory(objects));
        const after = resolveAll(cluster.routes, new FactsInMemory([...objects, grant]));
        const broke = before.filter(
          ({ reason }, index) => reason === 'ResolvedRefs' && after[index]?.reason !== 'ResolvedRefs',
        );
        expect(broke).toEqual([]);
      }),
    );
  });

  it('never looks at a referent in another namespace that no grant allows', () => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        for (const owner of cluster.routes) {
          const facts = new FactsInMemory([...cluster.services, ...cluster.grants]);
          for (const { reference, reason } of resolveAll([owner], facts)) {
            if (reason !== 'RefNotPermitted') continue;
            const own = new FactsInMemory([...cluster.services, ...cluster.grants]);
            now(runRule(resolveReference(reference), own));
            expect(own.asked.filter(({ fact }) => fact === 'object')).toEqual([]);
          }
        }
      }),
    );
  });

  it('answers the same whether a forbidden referent exists or not', () => {
    fc.assert(
      fc.property(clusters, (cluster) => {
        const forbidding = (objects: readonly RawObject[]) =>
          new FactsInMemory(objects, { object: () => ({ state: 'forbidden', message: 'no' }) });
        const full = resolveAll(cluster.routes, forbidding([...cluster.services, ...cluster.grants]));
        const empty = resolveAll(cluster.routes, forbidding(cluster.grants));
        expect(empty.map(verdict)).toEqual(full.map(verdict));
      }),
    );
  });

  it('throws for no object, whatever it holds', () => {
    const junk = fc.letrec<{ value: Json; node: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom<Json>(null, '', 'Service', 'x', 0, 80, true),
        fc.array(tie('value'), { maxLength: 2 }),
        tie('node'),
      ),
      node: fc.dictionary(fc.constantFrom(...FIELDS), tie('value'), { maxKeys: 6 }),
    })).value;
    const objects = fc.record({ row: fc.constantFrom(...kindTable), spec: junk, status: junk });
    fc.assert(
      fc.property(fc.array(objects, { minLength: 1, maxLength: 4 }), (drafts) => {
        const cluster = drafts.map(({ row, spec, status }): RawObject => {
          const version = row.versions[0] ?? 'v1';
          const apiVersion = row.group === '' ? version : `${row.group}/${version}`;
          return { apiVersion, kind: row.kind, metadata: { name: 'x', namespace: 'a' }, spec, status };
        });
        const facts = new FactsInMemory(cluster);
        for (const resolution of resolveAll(cluster, facts)) {
          expect(REFERENCE_RESOLUTION_REASONS).toContain(resolution.reason);
          expect(typeof resolution.reference.path()).toBe('string');
          now(runRule(resolutionWarnings(resolution, NOW), facts));
        }
      }),
      { numRuns: 500 },
    );
  });
});
