import { describe, expect, test } from 'vitest';
import type { ClusterReader } from '../../../src/kube/cluster-reader.ts';
import { isPromise } from '../../../src/kube/maybe-promise.ts';
import { formatKey } from '../../../src/kube/object-key.ts';
import { keyOf } from '../../../src/kube/raw-object.ts';
import { gatewayClass, httpRoute, service } from '../../support/api-objects.ts';
import type { Rule } from '../../support/api-server-double/authorization.ts';
import { gatedCluster } from '../../support/gated-cluster.ts';
import { until } from '../../support/until.ts';

const HTTP_ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' };
const GATEWAY_CLASS = { group: 'gateway.networking.k8s.io', kind: 'GatewayClass' };
const SERVICE_KIND = { group: '', kind: 'Service' };
const NAMESPACE = { group: '', kind: 'Namespace' };

const ANN = { name: 'ann', tokens: ['token-of-ann'] };
const users = [ANN];
const forAnn = (rule: Rule): Rule => ({ users: ['ann'], ...rule });
const reads = (resources: readonly string[], namespaces?: readonly string[]): Rule =>
  forAnn({ verbs: ['list', 'get'], resources, ...(namespaces === undefined ? {} : { namespaces }) });

const objects = [
  httpRoute('shop', 'cart'),
  httpRoute('shop', 'web'),
  httpRoute('vault', 'gold'),
  service('shop', 'cart'),
  gatewayClass('public'),
];

async function listed(reader: ClusterReader, kind = HTTP_ROUTE, namespace?: string) {
  const answer = await reader.list(kind, { namespace });
  return answer.state === 'listed' ? answer.objects.map((each) => formatKey(keyOf(each))) : answer;
}

describe('a list', () => {
  test('of the cluster holds what is in the namespaces that the caller may list, and says that there may be more', async () => {
    const { open } = await gatedCluster({ users, objects, rules: [reads(['httproutes'], ['shop'])] });
    const reader = open('token-of-ann');
    expect(await listed(reader)).toEqual(['HTTPRoute shop/cart', 'HTTPRoute shop/web']);
    expect(await reader.list(HTTP_ROUTE, {})).toMatchObject({ partial: true });
    expect(reader.report().hidden).toEqual([{ ...HTTP_ROUTE, scope: '*' }]);
  });

  test('of a namespace that the caller may not list is forbidden, whether it holds anything or not', async () => {
    const { open } = await gatedCluster({ users, objects, rules: [reads(['httproutes'], ['shop'])] });
    const answers = await Promise.all(
      ['vault', 'nothing-here'].map((namespace) => open('token-of-ann').list(HTTP_ROUTE, { namespace })),
    );
    expect(answers).toEqual([
      {
        state: 'forbidden',
        message: 'not permitted to list HTTPRoute (gateway.networking.k8s.io) in namespace vault',
      },
      {
        state: 'forbidden',
        message: 'not permitted to list HTTPRoute (gateway.networking.k8s.io) in namespace nothing-here',
      },
    ]);
  });

  test('of which the caller sees nothing is forbidden, whether there is anything or not', async () => {
    const { open, double } = await gatedCluster({ users, objects, rules: [reads(['services'])] });
    const before = await open('token-of-ann').list(HTTP_ROUTE, {});
    for (const name of ['cart', 'web']) double.remove('HTTPRoute', 'shop', name);
    double.remove('HTTPRoute', 'vault', 'gold');
    expect(before).toEqual({
      state: 'forbidden',
      message: 'not permitted to list HTTPRoute (gateway.networking.k8s.io)',
    });
    expect(await open('token-of-ann').list(HTTP_ROUTE, {})).toEqual(before);
  });

  test('of all is complete for who may list the cluster', async () => {
    const { open } = await gatedCluster({ users, objects, rules: [reads(['httproutes'])] });
    const answer = await open('token-of-ann').list(HTTP_ROUTE, {});
    expect(answer).toMatchObject({ state: 'listed', objects: { length: 3 } });
    expect(answer).not.toHaveProperty('partial');
  });

  test('that cannot be decided on is no list, and the next question finds out', async () => {
    const { open, double } = await gatedCluster({ users, objects, rules: [reads(['httproutes'], ['shop'])] });
    double.fail({ path: /selfsubjectaccessreviews/ }, { with: 400, times: 1 });
    expect(await open('token-of-ann').list(HTTP_ROUTE, {})).toMatchObject({
      state: 'unavailable',
      cause: 'unreachable',
    });
    expect(await listed(open('token-of-ann'))).toEqual(['HTTPRoute shop/cart', 'HTTPRoute shop/web']);
  });

  test('is the same list as long as nothing in it changes, also for others who see the same', async () => {
    const { open } = await gatedCluster({
      users: [ANN, { name: 'ben', groups: ['devs'], tokens: ['token-of-ben'] }],
      objects,
      rules: [
        reads(['httproutes'], ['shop']),
        { users: ['group:devs'], verbs: ['list'], resources: ['httproutes'], namespaces: ['shop'] },
      ],
    });
    const lists = await Promise.all(
      ['token-of-ann', 'token-of-ann', 'token-of-ben'].map(async (token) => {
        const answer = await open(token).list(HTTP_ROUTE, {});
        return answer.state === 'listed' ? answer.objects : undefined;
      }),
    );
    expect(lists[0]).toHaveLength(2);
    expect(lists[1]).toBe(lists[0]);
    expect(lists[2]).toBe(lists[0]);
  });
});

describe('an object', () => {
  const gold = { ...HTTP_ROUTE, namespace: 'vault', name: 'gold' };
  const none = { ...HTTP_ROUTE, namespace: 'vault', name: 'none' };

  test('that the caller may not read is forbidden, whether it exists or not', async () => {
    const { open } = await gatedCluster({ users, objects, rules: [reads(['httproutes'], ['shop'])] });
    const answers = await open('token-of-ann').getMany([gold, none]);
    expect(answers[0]).toEqual({
      state: 'forbidden',
      message: 'not permitted to get HTTPRoute (gateway.networking.k8s.io) in namespace vault',
    });
    expect(answers[1]).toEqual(answers[0]);
  });

  test('that is not there is said to be absent to who may read it', async () => {
    const { open } = await gatedCluster({ users, objects, rules: [reads(['httproutes'], ['shop'])] });
    const missing = { ...HTTP_ROUTE, namespace: 'shop', name: 'none' };
    expect(await open('token-of-ann').getMany([missing])).toEqual([{ state: 'absent' }]);
  });

  test('may be read by who may get it without listing: all of a namespace, or one by its name', async () => {
    const { open } = await gatedCluster({
      users,
      objects,
      rules: [
        forAnn({ verbs: ['get'], resources: ['httproutes'], namespaces: ['vault'], names: ['gold'] }),
        forAnn({ verbs: ['get'], resources: ['services'], namespaces: ['shop'] }),
        forAnn({ verbs: ['get'], resources: ['gatewayclasses'], names: ['public'] }),
      ],
    });
    const keys = [
      gold,
      none,
      { ...SERVICE_KIND, namespace: 'shop', name: 'cart' },
      { ...SERVICE_KIND, namespace: 'shop', name: 'none' },
      { ...GATEWAY_CLASS, name: 'public' },
      { ...GATEWAY_CLASS, name: 'other' },
    ];
    const answers = await open('token-of-ann').getMany(keys);
    expect(answers.map(({ state }) => state)).toEqual([
      'found',
      'forbidden',
      'found',
      'absent',
      'found',
      'forbidden',
    ]);
    expect(await listed(open('token-of-ann'), SERVICE_KIND, 'shop')).toMatchObject({ state: 'forbidden' });
  });

  test('a Namespace may be read by who has a right in it', async () => {
    const { open } = await gatedCluster({ users, objects, rules: [reads(['namespaces'], ['shop'])] });
    const keys = [
      { ...NAMESPACE, name: 'shop' },
      { ...NAMESPACE, name: 'vault' },
    ];
    const answers = await open('token-of-ann').getMany(keys);
    expect(answers.map(({ state }) => state)).toEqual(['found', 'forbidden']);
  });

  test('with a name that no object has is absent for everybody', async () => {
    const { open } = await gatedCluster({ users, objects, rules: [] });
    const answers = await open('token-of-ann').getMany([
      { ...HTTP_ROUTE, namespace: 'vault', name: '..' },
      { ...HTTP_ROUTE, namespace: 'a/b', name: 'gold' },
    ]);
    expect(answers).toEqual([{ state: 'absent' }, { state: 'absent' }]);
  });
});

describe('what is served', () => {
  test('is known to all who have logged in, and how much there is of it to who may list it', async () => {
    const { open } = await gatedCluster({
      users,
      objects,
      rules: [reads(['services']), reads(['httproutes'], ['shop'])],
    });
    const answer = await open('token-of-ann').resources();
    const resources = answer.state === 'listed' ? answer.resources : [];
    const of = (kind: string) => resources.find((resource) => resource.kind === kind);
    expect(of('Service')).toMatchObject({ synced: true, count: 1 });
    expect(of('HTTPRoute')).toMatchObject({ synced: false });
    expect(of('HTTPRoute')).not.toHaveProperty('count');
    expect(await open('token-of-ann').kind(SERVICE_KIND)).not.toHaveProperty('resource.count');
  });

  test('the release is told to who may read its CRDs', async () => {
    const { open } = await gatedCluster({
      users: [ANN, { name: 'ben', tokens: ['token-of-ben'] }],
      rules: [forAnn({ verbs: ['get'], resources: ['customresourcedefinitions'] })],
    });
    expect(await open('token-of-ann').versions()).toMatchObject({ gatewayApiVersion: 'v1.6.1' });
    expect(await open('token-of-ben').versions()).toEqual({ kubernetesVersion: 'v1.34.1' });
  });
});

describe('who is nobody', () => {
  const NOBODY = { state: 'unavailable', cause: 'unauthenticated' };

  test.each(['shared', 'off'] as const)(
    'is answered nothing, with a cache (%s) or without',
    async (cache) => {
      const { open, openAs, newRequests } = await gatedCluster({ users, objects, cache });
      newRequests('gwql');
      for (const reader of [open('a-token-that-nobody-has'), openAs({})]) {
        expect(await reader.list(HTTP_ROUTE, {})).toMatchObject(NOBODY);
        expect(await reader.getMany([{ ...HTTP_ROUTE, namespace: 'shop', name: 'cart' }])).toMatchObject([
          NOBODY,
        ]);
        expect(await reader.kind(HTTP_ROUTE)).toMatchObject(NOBODY);
        expect(await reader.resources()).toMatchObject(NOBODY);
        expect(await reader.versions()).toEqual({});
      }
      const reads = newRequests('gwql').filter(
        ({ path, query }) => /httproutes/.test(path) && !query['watch'],
      );
      expect(reads).toEqual([]);
    },
  );

  test('is not admitted', async () => {
    const { cluster } = await gatedCluster({ users });
    const admit = (bearerToken?: string) => cluster.admit?.({ bearerToken });
    expect(await admit('token-of-ann')).toEqual({ admitted: true });
    expect(await admit('a-token-that-nobody-has')).toEqual({
      admitted: false,
      reason: 'the API server of cluster double does not accept the credentials; they may have expired',
    });
    expect(await admit()).toMatchObject({ admitted: false });
  });

  test('a cluster that does not answer refuses nobody, and its readers say so', async () => {
    const { cluster, double, open } = await gatedCluster({ users, objects });
    double.fail({ path: /selfsubjectreviews/ }, { with: 400 });
    expect(await cluster.admit?.({ bearerToken: 'token-of-ann' })).toEqual({ admitted: true });
    expect(await open('token-of-ann').list(HTTP_ROUTE, {})).toMatchObject({
      state: 'unavailable',
      cause: 'unreachable',
    });
  });
});

describe('who may list everything', () => {
  test('is answered with values and the shared snapshot, like gwql itself', async () => {
    const { cluster, open } = await gatedCluster({ users, objects, rules: [forAnn({})] });
    await cluster.admit?.({ bearerToken: 'token-of-ann' });
    const reader = open('token-of-ann');
    expect(isPromise(reader.list(HTTP_ROUTE, {}))).toBe(false);
    expect(reader.report().requests).toBe(0);
    await cluster.admit?.({ bearerToken: 'token-of-ann' });
    expect(reader.snapshot).toBeDefined();
    expect(open('token-of-ann').snapshot).toBe(reader.snapshot);
  });
});

describe('answers as values', () => {
  test('come to whoever has asked the same a moment ago', async () => {
    const { open } = await gatedCluster({ users, objects, rules: [reads(['httproutes'], ['shop'])] });
    await listed(open('token-of-ann'));
    const reader = open('token-of-ann');
    expect(isPromise(reader.list(HTTP_ROUTE, {}))).toBe(false);
    expect(isPromise(reader.getMany([{ ...HTTP_ROUTE, namespace: 'shop', name: 'cart' }]))).toBe(false);
  });
});

describe('a snapshot for verdicts that are shared', () => {
  const rules = [reads(['httproutes', 'gatewayclasses']), reads(['services'], ['shop'])];

  test('holds the kinds that the caller may list everywhere, and none of the others', async () => {
    const { cluster, open } = await gatedCluster({ users, objects, rules });
    await cluster.admit?.({ bearerToken: 'token-of-ann' });
    const { snapshot } = open('token-of-ann');
    expect(snapshot?.list(HTTP_ROUTE, {})).toMatchObject({ state: 'listed', objects: { length: 3 } });
    expect(snapshot?.get({ ...HTTP_ROUTE, namespace: 'vault', name: 'gold' })).toMatchObject({
      state: 'found',
    });
    expect(snapshot?.list(SERVICE_KIND, { namespace: 'shop' })).toBeUndefined();
    expect(snapshot?.get({ ...SERVICE_KIND, namespace: 'shop', name: 'cart' })).toBeUndefined();
    expect(snapshot?.get({ group: '', kind: 'Secret', namespace: 'shop', name: 'tls' })).toBeUndefined();
    expect(snapshot?.kind(SERVICE_KIND)).toMatchObject({ state: 'served' });
  });

  test('is the same for callers who may list the same kinds, and another one for others', async () => {
    const { cluster, open } = await gatedCluster({
      users: [...users, { name: 'ben', tokens: ['token-of-ben'] }, { name: 'cy', tokens: ['token-of-cy'] }],
      objects,
      rules: [
        ...rules,
        { users: ['ben'], resources: ['httproutes', 'gatewayclasses'] },
        { users: ['cy'], resources: ['httproutes'] },
      ],
    });
    const [ann, ben, cy] = await Promise.all(
      ['ann', 'ben', 'cy'].map(async (name) => {
        await cluster.admit?.({ bearerToken: `token-of-${name}` });
        return open(`token-of-${name}`).snapshot;
      }),
    );
    expect(ann).toBeDefined();
    expect(ben).toBe(ann);
    expect(cy).not.toBe(ann);
    expect(cy?.series).not.toBe(ann?.series);
  });

  test('is followed by one of its series that knows what has changed', async () => {
    const { cluster, open, double } = await gatedCluster({ users, objects, rules });
    await cluster.admit?.({ bearerToken: 'token-of-ann' });
    const before = open('token-of-ann').snapshot;
    double.add(httpRoute('shop', 'new'), service('shop', 'new'));
    const now = () => open('token-of-ann').snapshot;
    await until(() => now()?.get({ ...HTTP_ROUTE, namespace: 'shop', name: 'new' })?.state === 'found');
    expect(now()?.series).toBe(before?.series);
    const changes = before && now()?.changesSince?.(before, HTTP_ROUTE);
    expect(changes?.map(({ after }) => after?.metadata.name)).toEqual(['new']);
    expect(before && now()?.changesSince?.(before, SERVICE_KIND)).toBeUndefined();
  });
});
