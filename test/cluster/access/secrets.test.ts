import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectKubernetes } from '../../../src/cluster/live/connect-kubernetes.ts';
import type { ConnectedCluster } from '../../../src/kube/connected-cluster.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { gatewayClass, httpRoute, service } from '../../support/api-objects.ts';
import type { ApiServerDouble } from '../../support/api-server-double/api-server-double.ts';
import { writeKubeconfig } from '../../support/api-server-double/write-kubeconfig.ts';
import { selfSigned } from '../../support/certificates.ts';
import { gatedCluster } from '../../support/gated-cluster.ts';
import { startDouble } from '../../support/live-cluster.ts';
import { queryClusters } from '../../support/query-manifests.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { until } from '../../support/until.ts';
import { LEAK_QUERIES } from './leak-queries.ts';

const GROUP = 'gateway.networking.k8s.io';
const PASSWORD = 'correct-horse-battery-staple';
const base64 = (text: string) => Buffer.from(text).toString('base64');
const certificate = selfSigned({ cn: 'shop.example.com', dnsNames: ['shop.example.com'] });

/** As `kubectl apply` leaves a Secret: what was applied is in an annotation once more. */
function applied(kind: 'Secret' | 'ConfigMap', data: JsonObject): JsonObject {
  const object = { apiVersion: 'v1', kind, metadata: { namespace: 'shop', name: 'tls' }, data };
  const type = kind === 'Secret' ? { type: 'kubernetes.io/tls' } : {};
  const annotations = {
    'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify(object),
    note: 'kept',
  };
  const managedFields = [{ manager: 'kubectl', fieldsV1: { 'f:data': { 'f:password': {} } } }];
  return { ...object, ...type, metadata: { ...object.metadata, annotations, managedFields } };
}

const objects: readonly JsonObject[] = [
  gatewayClass('class'),
  applied('Secret', {
    'tls.crt': base64(certificate.cert),
    'tls.key': base64(certificate.key),
    password: base64(PASSWORD),
  }),
  applied('ConfigMap', { 'ca.crt': certificate.cert, password: PASSWORD }),
  service('shop', 'cart'),
  {
    ...httpRoute('shop', 'cart'),
    spec: { parentRefs: [{ name: 'public' }], rules: [{ backendRefs: [{ name: 'cart', port: 80 }] }] },
  },
  {
    apiVersion: `${GROUP}/v1`,
    kind: 'Gateway',
    metadata: { namespace: 'shop', name: 'public' },
    spec: {
      gatewayClassName: 'class',
      listeners: [
        { name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'tls' }] } },
      ],
    },
  },
  {
    apiVersion: `${GROUP}/v1`,
    kind: 'BackendTLSPolicy',
    metadata: { namespace: 'shop', name: 'policy' },
    spec: {
      targetRefs: [{ group: '', kind: 'Service', name: 'cart' }],
      validation: { hostname: 'cart', caCertificateRefs: [{ group: '', kind: 'ConfigMap', name: 'tls' }] },
    },
  },
];

const DIRECTLY = `{
  secret(namespace: "shop", name: "tls") { id type keys manifest json: manifest(format: JSON) metadata { annotations } certificates { subject dnsNames } findings { message } }
  configMap(namespace: "shop", name: "tls") { id keys manifest metadata { annotations } certificates { subject } }
  any: object(kind: "Secret", namespace: "shop", name: "tls") { id manifest metadata { annotations labels } }
  gateways { nodes { manifest spec { listeners { tls { certificateRefs { resolution { reason message referent { id manifest } } } } } } } }
  backendTlsPolicies { nodes { spec { validation { caCertificateRefs { resolution { reason referent { manifest } } } } } } } }`;

const SECRETS = [
  PASSWORD,
  base64(PASSWORD),
  certificate.key,
  base64(certificate.key),
  certificate.key.split('\n')[1] ?? '',
  'f:password',
];

interface Reading {
  readonly cluster: ConnectedCluster;
  readonly double: ApiServerDouble;
  readonly token?: string;
}

async function asCaller(cache: 'shared' | 'off'): Promise<Reading> {
  const users = [{ name: 'ann', tokens: ['token-of-ann'] }];
  const gated = await gatedCluster({ users, rules: [{ users: ['ann'] }], objects, cache });
  return { ...gated, token: 'token-of-ann' };
}

async function asItself(cache: 'shared' | 'off'): Promise<Reading> {
  const double = await startDouble();
  double.add(...objects);
  const kubeconfig = join(await temporaryFolder(), 'kubeconfig');
  await writeKubeconfig(kubeconfig, double);
  const cluster = await connectKubernetes({ kubeconfig, userAgentVersion: '0.0.0-test', cache });
  onTestFinished(() => cluster.close());
  await until(async () => (await cluster.readiness()).ready, 'ready');
  return { cluster, double };
}

const READERS: readonly (readonly [string, () => Promise<Reading>])[] = [
  ['a caller, from the shared cache', () => asCaller('shared')],
  ['a caller, without a cache', () => asCaller('off')],
  ['gwql itself, from its cache', () => asItself('shared')],
  ['gwql itself, without a cache', () => asItself('off')],
];

describe.each(READERS)('read as %s', (_who, open) => {
  test('no answer holds data of a Secret or ConfigMap, nor what was applied', async () => {
    const { cluster, token } = await open();
    const credentials = token === undefined ? {} : { bearerToken: token };
    const ask = (query: string) => queryClusters({ clusters: [cluster], query, credentials });
    const direct = await ask(DIRECTLY);
    expect(direct.errors).toBeUndefined();
    expect(direct.data?.['secret']).toMatchObject({
      keys: ['password', 'tls.crt', 'tls.key'],
      metadata: { annotations: { note: 'kept' } },
      certificates: [{ dnsNames: ['shop.example.com'] }],
    });
    expect(JSON.stringify(direct.data?.['gateways'])).toContain('ResolvedRefs');
    const answers = [direct, ...(await Promise.all(Object.values(LEAK_QUERIES).map(ask)))];
    const text = JSON.stringify(answers);
    // Written into JSON a line break is two characters.
    expect(
      SECRETS.filter((each) => text.includes(each) || text.includes(JSON.stringify(each).slice(1, -1))),
    ).toEqual([]);
    expect(text).not.toContain('last-applied-configuration');
  });

  test('neither is ever listed or watched', async () => {
    const { cluster, double, token } = await open();
    const credentials = token === undefined ? {} : { bearerToken: token };
    for (const query of [DIRECTLY, ...Object.values(LEAK_QUERIES)]) {
      await queryClusters({ clusters: [cluster], query, credentials });
    }
    const reads = [...double.requestsFor('secrets'), ...double.requestsFor('configmaps')];
    expect(reads.length).toBeGreaterThan(0);
    expect(reads.filter(({ path }) => !path.endsWith('/tls') && !path.endsWith('/a'))).toEqual([]);
    expect(reads.filter(({ method, query }) => method !== 'GET' || query['watch'] !== undefined)).toEqual([]);
  });
});
