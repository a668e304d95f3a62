import { expect, test } from 'vitest';
import { ManifestMemory } from '../../src/cluster/manifest/manifest-memory.ts';
import { ManifestReader } from '../../src/cluster/manifest-reader.ts';
import type { FactRequest } from '../../src/gatewayapi/fact.ts';
import { HTTP_ROUTE } from '../../src/gatewayapi/groups.ts';
import { referenceSites, siteTree } from '../../src/gatewayapi/reference-site.ts';
import { referenceTable } from '../../src/generated/reference-table.ts';
import type { ClusterSnapshot } from '../../src/kube/cluster-reader.ts';
import { sameGroupKind } from '../../src/kube/object-key.ts';
import { ClusterLoaders } from '../../src/loaders/cluster-loaders.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { ResolutionMemory } from '../../src/loaders/resolution-memory.ts';
import type { FactSource } from '../../src/loaders/run-rule.ts';
import { SiteResolver } from '../../src/loaders/site-resolver.ts';
import { snapshotOf } from '../support/snapshot-of.ts';

const CLUSTER = `
apiVersion: v1
kind: Namespace
metadata: { name: shop }
---
apiVersion: v1
kind: Service
metadata: { name: cart, namespace: shop }
spec: { ports: [{ port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { name: far, namespace: away }
spec: { ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: one, namespace: shop }
spec:
  rules:
  - backendRefs:
    - { name: cart, port: 80 }
    - { name: cart, port: 81 }
    - { name: far, namespace: away, port: 80 }
    - { name: missing, port: 80 }
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: two, namespace: shop }
spec:
  rules:
  - backendRefs:
    - { name: cart, port: 80 }
    - { name: cart, namespace: shop, port: 81 }
    - { name: far, namespace: away, port: 80 }
    - { name: missing, port: 80 }
`;

const tree = siteTree(referenceTable.filter(({ owner }) => sameGroupKind(owner, HTTP_ROUTE)));
const snapshot = await snapshotOf(CLUSTER);
const MEMORY = ManifestMemory.of(snapshot);
const sites = snapshot.store.list(HTTP_ROUTE, {}).map((route) => referenceSites(route, tree));

/** Counts what is asked. */
function source(): { facts: FactSource; asked: FactRequest[]; reader: ManifestReader } {
  const reader = new ManifestReader(snapshot);
  const loaders = new ClusterLoaders(reader, new IndexCache());
  const asked: FactRequest[] = [];
  const answer = (request: FactRequest) => {
    asked.push(request);
    return loaders.answer(request);
  };
  return { facts: { answer }, asked, reader };
}

function resolveAll(memory: ResolutionMemory | undefined) {
  const { facts, reader, asked } = source();
  const resolver = new SiteResolver('view', facts, memory);
  const resolutions = sites.flat().map((site) => {
    const resolution = resolver.resolve(site);
    if (resolution instanceof Promise) throw new Error('over memory nothing takes time');
    const { reason, message, hint, permittedBy, referent, servicePort, warnings, view, reference } =
      resolution;
    const { path: _, ...refers } = reference;
    const path = reference.path();
    return { reason, message, hint, permittedBy, referent, servicePort, warnings, view, refers, path };
  });
  return { resolutions, report: reader.report(), asked };
}

/** What a report of the execution is made of. */
function kindsRead(asked: readonly FactRequest[]): ReadonlySet<string> {
  return new Set(
    asked.map((request) => {
      if (request.fact === 'object') return request.key.kind;
      return request.fact === 'entry' ? request.index.kind.kind : request.fact;
    }),
  );
}

test('what is remembered says the same, of who refers too, and so does the report', () => {
  const memory = new ResolutionMemory(MEMORY);
  const fresh = resolveAll(undefined);
  const first = resolveAll(memory);
  const second = resolveAll(memory);
  expect(first.resolutions).toEqual(fresh.resolutions);
  expect(second.resolutions).toEqual(fresh.resolutions);
  expect(second.report).toEqual(fresh.report);
  expect(fresh.resolutions.map(({ reason }) => reason)).toEqual(
    Array.from(['one', 'two']).flatMap(() => [
      'ResolvedRefs',
      'BackendNotFound',
      'RefNotPermitted',
      'BackendNotFound',
    ]),
  );
  expect(kindsRead(second.asked)).toEqual(kindsRead(fresh.asked));
  expect(second.asked.length).toBeLessThan(fresh.asked.length);
});

test('one answer serves all who refer to the same, but not where it says who refers', () => {
  const memory = new ResolutionMemory(MEMORY);
  const { resolutions } = resolveAll(memory);
  // cart:80, cart:81 and missing:80; whether another namespace may be reached depends on who asks
  expect(memory.size).toBe(3);
  const refused = resolutions.filter(({ reason }) => reason === 'RefNotPermitted');
  expect(refused.map(({ message }) => message.slice(0, 18))).toEqual([
    'HTTPRoute shop/one',
    'HTTPRoute shop/two',
  ]);
});

test('what takes time, or is kept for a while only, is not remembered', async () => {
  const memory = new ResolutionMemory(MEMORY);
  const { facts } = source();
  const slow: FactSource = { answer: async (request) => await facts.answer(request) };
  const resolver = new SiteResolver('view', slow, memory);
  for (const site of sites.flat()) await resolver.resolve(site);
  expect(memory.size).toBe(0);
});

test('what a reader knows beside the snapshot is not remembered', () => {
  const held: ClusterSnapshot = {
    get: (key) => (key.name === 'cart' ? undefined : MEMORY.get(key)),
    list: (kind, scope) => MEMORY.list(kind, scope),
    kind: (kind) => MEMORY.kind(kind),
  };
  const memory = new ResolutionMemory(held);
  const fresh = resolveAll(undefined);
  expect(resolveAll(memory).resolutions).toEqual(fresh.resolutions);
  // missing:80 alone
  expect(memory.size).toBe(1);
});
