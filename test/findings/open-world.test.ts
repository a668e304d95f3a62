import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { connectManifests } from '../../src/cluster/connect-manifests.ts';
import { PartialReader } from '../../src/cluster/partial-reader.ts';
import { patternProblem } from '../../src/execution/compile-pattern.ts';
import { Assumptions } from '../../src/gatewayapi/assumptions.ts';
import { NO_CAPABILITY_FILE } from '../../src/gatewayapi/capabilities/capability-file.ts';
import { type Finding, findingsAt } from '../../src/gatewayapi/finding.ts';
import { clusterFindings, scopeKey } from '../../src/gatewayapi/findings/cluster-findings.ts';
import { formatKey, type ObjectKey } from '../../src/kube/object-key.ts';
import { ClusterLoaders } from '../../src/loaders/cluster-loaders.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { writeCluster } from '../support/scenario.ts';
import { findingCases } from './finding-case.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-open-world-'));
afterAll(() => rmSync(directory, { recursive: true }));

interface World {
  readonly openWorld: boolean;
  readonly assume?: readonly ObjectKey[];
}

async function findings(cluster: string, { openWorld, assume = [] }: World): Promise<readonly Finding[]> {
  const connected = await connectManifests({ name: 'test', paths: [writeCluster(directory, cluster)] });
  const assumptions = new Assumptions(assume);
  const reader = new PartialReader(connected.openReader({ credentials: {} }), { openWorld, assumptions });
  const base = { absentClass: 'assumed', capabilities: NO_CAPABILITY_FILE, patternProblem } as const;
  const premises = { ...base, openWorld, assumptions };
  const loaders = new ClusterLoaders(reader, new IndexCache(), { premises });
  const answer = await loaders.verdict(clusterFindings, scopeKey(undefined));
  await connected.close();
  return answer?.state === 'judged' ? findingsAt(answer.value, Date.now()) : [];
}

function textsOf(found: readonly Finding[]): readonly string[] {
  return found.map(({ code, object, path = '' }) => `${code} ${formatKey(object)} ${path}`);
}

/** A grant may stand in a file that is not there; that it is missing is told all the same. The others say that nobody knows. */
const TOLD_ANYHOW: ReadonlySet<string> = new Set([
  'ATTACHMENT_NOT_CHECKED',
  'BACKEND_TLS_NOT_CHECKED',
  'GATEWAY_CLASS_ASSUMED',
  'MESH_CROSS_NAMESPACE',
  'REFERENCE_NOT_CHECKED',
  'REFERENCE_NOT_PERMITTED',
]);

/** All but one, one alone, and two by two: where leaving something out makes a difference, one of these shows it. */
function partsOf<T>(whole: readonly T[]): readonly (readonly T[])[] {
  const pairs = whole.flatMap((first, index) => whole.slice(index + 1).map((second) => [first, second]));
  const allButOne = whole.map((_, index) => whole.toSpliced(index, 1));
  return [...allButOne, ...whole.map((each) => [each]), ...pairs];
}

describe('what is wrong in a part of a cluster is wrong in the whole, whatever the rest is', () => {
  const cases = findingCases().filter(({ isLive, hidden }) => !isLive && hidden.length === 0);
  test.each(cases)('$title ($code)', async ({ cluster }) => {
    const documents = cluster.split('---\n').slice(1);
    const whole = textsOf(await findings(cluster, { openWorld: false }));
    for (const part of partsOf(documents)) {
      const found = await findings(part.map((text) => `---\n${text}`).join(''), { openWorld: true });
      const told = found.filter(({ code }) => !TOLD_ANYHOW.has(code));
      expect(textsOf(told).filter((text) => !whole.includes(text))).toEqual([]);
    }
  });
});

const CLUSTER = `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: public
  listeners:
  - name: https
    port: 443
    protocol: HTTPS
    hostname: shop.example.com
    tls: {certificateRefs: [{name: shop-tls}]}
    allowedRoutes: {namespaces: {from: Selector, selector: {matchLabels: {team: shop}}}}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: cart, namespace: shop}
spec:
  parentRefs: [{name: public, namespace: infra}, {name: private, namespace: infra}]
  rules:
  - backendRefs:
    - {name: cart, port: 80}
    - {name: ledger, namespace: payments, port: 80}
    - {group: example.com, kind: Bucket, name: images}
    - {kind: Sevice, name: cart, port: 80}
`;

const REFERENCES = [
  ...[0, 1, 2, 3].map((index) => `spec.rules[0].backendRefs[${index}]`),
  'spec.parentRefs[0]',
  'spec.parentRefs[1]',
];

describe('references that leave the files', () => {
  test('are not known, and what cannot be in any cluster is wrong', async () => {
    const found = await findings(CLUSTER, { openWorld: true });
    expect(textsOf(found)).toEqual([
      'GATEWAY_CLASS_ASSUMED Gateway infra/public spec.gatewayClassName',
      'REFERENCE_NOT_CHECKED Gateway infra/public spec.listeners[0].tls.certificateRefs[0]',
      'ATTACHMENT_NOT_CHECKED HTTPRoute shop/cart spec.parentRefs[0]',
      'REFERENCE_NOT_CHECKED HTTPRoute shop/cart spec.parentRefs[1]',
      'REFERENCE_NOT_CHECKED HTTPRoute shop/cart spec.rules[0].backendRefs[0]',
      'REFERENCE_NOT_PERMITTED HTTPRoute shop/cart spec.rules[0].backendRefs[1]',
      'REFERENCE_NOT_CHECKED HTTPRoute shop/cart spec.rules[0].backendRefs[2]',
      'INVALID_KIND HTTPRoute shop/cart spec.rules[0].backendRefs[3]',
    ]);
    expect(found.map(({ message }) => message)).toContain('Service shop/cart is in none of the files');
    expect(found.map(({ message }) => message)).toContain('Namespace shop is in none of the files');
  });

  test('are broken where the files are the whole cluster', async () => {
    const found = await findings(CLUSTER, { openWorld: false });
    const codes = found.filter(({ path = '' }) => REFERENCES.includes(path)).map(({ code }) => code);
    expect(codes).toEqual([
      'ROUTE_NOT_ALLOWED',
      'PARENT_NOT_FOUND',
      'BACKEND_NOT_FOUND',
      'REFERENCE_NOT_PERMITTED',
      'INVALID_KIND',
      'INVALID_KIND',
    ]);
  });

  test.each([true, false])('resolve where their targets are assumed (openWorld: %s)', async (openWorld) => {
    const gateway = 'gateway.networking.k8s.io';
    const found = await findings(CLUSTER, {
      openWorld,
      assume: [
        { group: gateway, kind: 'GatewayClass', name: 'public' },
        { group: gateway, kind: 'Gateway', namespace: 'infra', name: 'private' },
        { group: gateway, kind: 'ReferenceGrant', namespace: 'payments', name: 'shop' },
        { group: '', kind: 'Secret', namespace: '*', name: '*' },
        { group: '', kind: 'Service', namespace: 'shop', name: 'cart' },
        { group: '', kind: 'Service', namespace: 'payments', name: '*' },
        { group: 'example.com', kind: 'Bucket', namespace: 'shop', name: 'images' },
      ],
    });
    const told = textsOf(found).filter((text) => !text.endsWith(' spec.parentRefs[0]'));
    expect(told).toEqual(['INVALID_KIND HTTPRoute shop/cart spec.rules[0].backendRefs[3]']);
  });
});

test('a Namespace that is in no file has the label of its name', async () => {
  const byName = CLUSTER.replace('team: shop', 'kubernetes.io/metadata.name: blog');
  const found = textsOf(await findings(byName, { openWorld: true }));
  expect(found).toContain('ROUTE_NOT_ALLOWED HTTPRoute shop/cart spec.parentRefs[0]');
});

test.each([
  ['a Gateway without listeners is broken where it lets no ListenerSet in', '', true],
  ['and may not be where it lets some in', 'allowedListeners: {namespaces: {from: All}}', false],
])('%s', async (_statement, allowed, isBroken) => {
  const gateway = `---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: infra}
spec:
  gatewayClassName: public
  listeners: []
  ${allowed}
`;
  const codes = (await findings(gateway, { openWorld: true })).map(({ code }) => code);
  expect(codes.includes('GATEWAY_WITHOUT_LISTENERS')).toBe(isBroken);
});

test('a backend that needs a BackendTLSPolicy may have one elsewhere', async () => {
  const cluster = `---
apiVersion: v1
kind: Service
metadata: {name: feed, namespace: shop}
spec: {ports: [{port: 443, appProtocol: kubernetes.io/wss}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: feed, namespace: shop}
spec: {rules: [{backendRefs: [{name: feed, port: 443}]}]}
`;
  const codes = async (world: World) => (await findings(cluster, world)).map(({ code }) => code);
  expect(await codes({ openWorld: true })).toContain('REFERENCE_NOT_CHECKED');
  expect(await codes({ openWorld: false })).toContain('BACKEND_PROTOCOL_UNSUPPORTED');
});

test('a slip of the pen is told although the object may be elsewhere', async () => {
  const cluster = `---
apiVersion: v1
kind: Service
metadata: {name: checkout, namespace: shop}
spec: {ports: [{port: 80}]}
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: checkout, namespace: shop}
spec: {rules: [{backendRefs: [{name: chekout, port: 80}]}]}
`;
  const found = await findings(cluster, { openWorld: true });
  expect(found.map(({ hint }) => hint)).toContain('Did you mean Service shop/checkout?');
});
