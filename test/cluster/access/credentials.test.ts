import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kube/json.ts';
import { httpRoute, secret, service } from '../../support/api-objects.ts';
import type { ApiServerDouble } from '../../support/api-server-double/api-server-double.ts';
import { selfSigned, signedBy } from '../../support/certificates.ts';
import { gatedCluster } from '../../support/gated-cluster.ts';
import { queryClusters, queryMemory } from '../../support/query-manifests.ts';
import { LEAK_QUERIES } from './leak-queries.ts';

const HTTP_ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' };
const SECRET = { group: '', kind: 'Secret', namespace: 'shop', name: 'tls' };

const AUTHORITY = { cn: 'clients' };
const authority = selfSigned(AUTHORITY);
const ours = signedBy(authority, AUTHORITY, { cn: 'gwql', organization: 'system:masters' });
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** gwql shows a client certificate; a caller who came over its connection would be gwql. */
const withCertificate = {
  tls: {
    certificate: selfSigned({ cn: 'double', ipAddresses: ['127.0.0.1'] }),
    clientAuthority: authority.cert,
  },
  user: { 'client-certificate-data': base64(ours.cert), 'client-key-data': base64(ours.key) } as JsonObject,
};

const users = ['ann', 'ben', 'cy'].map((name) => ({ name, tokens: [`token-of-${name}`] }));
const rules = [
  { users: ['ann'], verbs: ['list', 'get'] },
  { users: ['ben'], verbs: ['list', 'get'], namespaces: ['shop'] },
];
const objects = [
  httpRoute('shop', 'cart'),
  service('shop', 'cart'),
  secret('shop', 'tls', { 'tls.key': 'key' }),
];

/** Everybody asks everything, all at the same time. */
async function askAll({ cluster }: Awaited<ReturnType<typeof gatedCluster>>): Promise<void> {
  const memory = queryMemory();
  await Promise.all(
    users.flatMap(({ tokens: [bearerToken = ''] }) =>
      Object.values(LEAK_QUERIES).map(async (query) => {
        const credentials = { bearerToken };
        await cluster.admit?.(credentials);
        await queryClusters({ clusters: [cluster], query, credentials, memory });
      }),
    ),
  );
}

/** What is wrong with any request that the double has received. */
function crossings({ requests }: ApiServerDouble): readonly string[] {
  return requests.flatMap(({ user, authenticatedBy, certificate, headers, path }) => {
    const token = headers.authorization;
    const told = `${path} by ${user ?? 'nobody'}`;
    if (certificate !== undefined && token !== undefined) return [`${told}: a token beside our certificate`];
    if (user === 'gwql' && token !== undefined && token !== 'Bearer token-of-gwql')
      return [`${told}: another token`];
    if (user !== 'gwql' && (authenticatedBy !== 'token' || token !== `Bearer token-of-${user}`))
      return [`${told}: somebody else's credentials`];
    return Object.keys(headers).some((name) => name.startsWith('impersonate'))
      ? [`${told}: impersonation`]
      : [];
  });
}

describe.each(['shared', 'off'] as const)('with --cache %s', (cache) => {
  test.each([
    ['a client certificate', withCertificate],
    ['a token', {}],
  ])('no credentials cross between callers, nor between them and gwql with %s', async (_what, options) => {
    const gated = await gatedCluster({ ...options, users, rules, objects, cache });
    await askAll(gated);
    const { double } = gated;
    expect(crossings(double)).toEqual([]);
    const askers = new Set(double.requests.map(({ user }) => user));
    expect(askers).toEqual(new Set(['gwql', 'ann', 'ben', 'cy']));
  });

  test('gwql itself reads nothing by name for a caller', async () => {
    const gated = await gatedCluster({ users, rules, objects, cache });
    await askAll(gated);
    const byGwql = gated.double.requests.filter(
      ({ user, query }) => user === 'gwql' && query['watch'] !== 'true',
    );
    expect(byGwql.filter(({ path }) => /secrets|configmaps|namespaces\//.test(path))).toEqual([]);
  });
});

describe('a Secret that a caller has read', () => {
  test('is read as the caller, and once a minute', async () => {
    const gated = await gatedCluster({ users, rules, objects });
    const read = () => gated.open('token-of-ann').getMany([SECRET]);
    expect(await read()).toMatchObject([{ state: 'found' }]);
    await gated.runtime.advance(40_000);
    expect(await read()).toMatchObject([{ state: 'found' }]);
    expect(gated.double.requestsFor('secrets')).toMatchObject([{ user: 'ann', method: 'GET' }]);
    await gated.runtime.advance(21_000);
    await read();
    expect(gated.double.requestsFor('secrets')).toHaveLength(2);
  });

  test('is known to nobody else', async () => {
    const gated = await gatedCluster({ users, rules, objects });
    await gated.open('token-of-ann').getMany([SECRET]);
    expect(await gated.open('token-of-cy').getMany([SECRET])).toEqual([
      { state: 'forbidden', message: 'not permitted to get Secret in namespace shop' },
    ]);
    expect(gated.double.requestsFor('secrets').map(({ user }) => user)).toEqual(['ann', 'cy']);
  });

  test('is forgotten when the caller turns out to be somebody with other groups', async () => {
    const gated = await gatedCluster({ users, rules, objects });
    const { double, runtime } = gated;
    await gated.open('token-of-ann').getMany([SECRET]);
    double.users = double.users.map((user) =>
      user.name === 'ann' ? { ...user, groups: ['leavers'] } : user,
    );
    double.rules = double.rules?.filter(({ users: of = [] }) => !of.includes('ann'));
    await runtime.advance(31_000);
    await gated.cluster.admit?.({ bearerToken: 'token-of-ann' });
    expect(await gated.open('token-of-ann').getMany([SECRET])).toMatchObject([{ state: 'forbidden' }]);
  });
});

describe('impersonation', () => {
  const mayImpersonate = { users: ['gwql'] };
  const ann = { user: 'ann', groups: ['devs', 'a, b'], extra: { scopes: ['read', 'write'] } };

  test('each group is a header line of its own, on our own connection', async () => {
    const gated = await gatedCluster({
      ...withCertificate,
      users,
      objects,
      rules: [mayImpersonate, { users: ['group:a, b'], verbs: ['list'], resources: ['httproutes'] }],
    });
    gated.newRequests('ann');
    const answer = await gated.openAs({ impersonation: ann }).list(HTTP_ROUTE, {});
    expect(answer).toMatchObject({ state: 'listed', objects: { length: 1 } });
    const requests = gated.newRequests('ann');
    expect(requests.length).toBeGreaterThan(0);
    for (const request of requests) {
      expect(request).toMatchObject({
        groups: ['devs', 'a, b'],
        certificate: 'gwql',
        authenticatedBy: 'certificate',
      });
      expect(request.headers).toMatchObject({ 'impersonate-extra-scopes': 'read, write' });
      expect(request.headers).not.toHaveProperty('authorization');
    }
  });

  test('users of one name and other groups are other users', async () => {
    const gated = await gatedCluster({
      objects,
      rules: [mayImpersonate, { users: ['group:devs'], verbs: ['list'], resources: ['httproutes'] }],
    });
    const states = await Promise.all(
      [['devs'], ['dev', 's'], [], ['devs']].map(async (groups) => {
        const reader = gated.openAs({ impersonation: { user: 'ann', groups, extra: {} } });
        return (await reader.list(HTTP_ROUTE, {})).state;
      }),
    );
    expect(states).toEqual(['listed', 'forbidden', 'forbidden', 'listed']);
  });

  test('without the right to do that nothing is answered', async () => {
    const gated = await gatedCluster({ objects });
    gated.double.rules = [{ users: ['gwql'], verbs: ['get', 'list', 'watch'] }];
    const answer = await gated.openAs({ impersonation: ann }).list(HTTP_ROUTE, {});
    expect(answer).toMatchObject({ state: 'unavailable' });
  });

  test('of a kubeconfig that acts as somebody already is refused', async () => {
    const gated = await gatedCluster({
      objects,
      user: { token: 'token-of-gwql', as: 'boss' },
      rules: [{ users: ['boss'] }],
    });
    expect(await gated.openAs({ impersonation: ann }).list(HTTP_ROUTE, {})).toEqual({
      state: 'unavailable',
      cause: 'unauthenticated',
      message:
        'cannot log in to cluster double: the kubeconfig acts as somebody else already, and cannot act as its callers too',
    });
  });
});
