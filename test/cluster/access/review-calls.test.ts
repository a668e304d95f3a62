import { describe, expect, test } from 'vitest';
import type { ClusterReader } from '../../../src/kube/cluster-reader.ts';
import { httpRoute, service } from '../../support/api-objects.ts';
import type { Rule } from '../../support/api-server-double/authorization.ts';
import type { LoggedRequest } from '../../support/api-server-double/logged-request.ts';
import { type GatedCluster, gatedCluster } from '../../support/gated-cluster.ts';

const GROUP = 'gateway.networking.k8s.io';
const HTTP_ROUTE = { group: GROUP, kind: 'HTTPRoute' };
const KINDS = [HTTP_ROUTE, { group: GROUP, kind: 'Gateway' }, { group: '', kind: 'Service' }];

const NAMESPACES = Array.from({ length: 100 }, (_, index) => `team-${String(index).padStart(2, '0')}`);
const MINE = ['team-07', 'team-42', 'team-99'];

/** A route, a Gateway and a Service in each namespace. */
const objects = NAMESPACES.flatMap((namespace) => [
  httpRoute(namespace, 'web'),
  { ...httpRoute(namespace, 'edge'), kind: 'Gateway' },
  service(namespace, 'web'),
]);

const ANN = { name: 'ann', tokens: ['token-of-ann'] };
const inMine: Rule = { users: ['ann'], verbs: ['list', 'get'], namespaces: MINE };

/** A question with its three kinds, as `gwql serve` asks it. */
async function ask({ cluster, open }: GatedCluster): Promise<ClusterReader> {
  await cluster.admit?.({ bearerToken: 'token-of-ann' });
  const reader = open('token-of-ann');
  await Promise.all(KINDS.map((kind) => reader.list(kind, {})));
  return reader;
}

const byReview = (requests: readonly LoggedRequest[]) =>
  Object.fromEntries(
    [...Map.groupBy(requests, ({ path }) => path.split('/').at(-1) ?? '')].map(([name, list]) => [
      name,
      list.length,
    ]),
  );

describe('what the rights of a caller cost', () => {
  test('with rights in three of a hundred namespaces: one look at each, and nothing again within the time', async () => {
    const gated = await gatedCluster({ users: [ANN], objects, rules: [inMine] });
    const reader = await ask(gated);
    const answer = await reader.list(HTTP_ROUTE, {});
    const seen =
      answer.state === 'listed' ? answer.objects.map(({ metadata }) => metadata.namespace) : answer;
    expect(seen).toEqual(MINE);
    expect(reader.report().hidden).toEqual(KINDS.map((kind) => ({ ...kind, scope: '*' })));
    const cold = gated.newRequests('ann');
    expect(byReview(cold)).toEqual({
      selfsubjectreviews: 1,
      selfsubjectrulesreviews: 101,
      selfsubjectaccessreviews: 9,
    });
    expect(cold.length).toBeLessThanOrEqual(115);

    await ask(gated);
    expect(gated.newRequests('ann')).toEqual([]);
    await gated.runtime.advance(29_000);
    await ask(gated);
    expect(gated.newRequests('ann')).toEqual([]);

    await gated.runtime.advance(2_000);
    await ask(gated);
    expect(byReview(gated.newRequests('ann'))).toEqual({
      selfsubjectreviews: 1,
      selfsubjectaccessreviews: 9,
    });
  });

  test('with rights everywhere: one look at the rules, and a question for each kind that is held', async () => {
    const gated = await gatedCluster({
      users: [ANN],
      objects,
      rules: [{ users: ['ann'], verbs: ['list', 'get'] }],
    });
    await ask(gated);
    const calls = byReview(gated.newRequests('ann'));
    expect(calls).toMatchObject({ selfsubjectreviews: 1, selfsubjectrulesreviews: 1 });
    expect(calls['selfsubjectaccessreviews']).toBeLessThanOrEqual(18);
    await ask(gated);
    expect(gated.newRequests('ann')).toEqual([]);
  });

  test('in a namespace that the question names: no other one is looked at', async () => {
    const gated = await gatedCluster({ users: [ANN], objects, rules: [inMine] });
    const reader = gated.open('token-of-ann');
    await Promise.all(KINDS.map((kind) => reader.list(kind, { namespace: 'team-42' })));
    expect(byReview(gated.newRequests('ann'))).toEqual({
      selfsubjectreviews: 1,
      selfsubjectrulesreviews: 2,
      selfsubjectaccessreviews: 3,
    });
    expect(reader.report().requests).toBe(6);
  });

  test('is counted: what was asked, what was known, what had no answer', async () => {
    const gated = await gatedCluster({ users: [ANN], objects, rules: [inMine] });
    const reviews = () =>
      Object.fromEntries(
        (gated.cluster.statistics?.().reviews ?? []).map(({ review, result, count }) => [
          `${review} ${result}`,
          count,
        ]),
      );
    expect(reviews()).toEqual({});
    const read = () => gated.open('token-of-ann').list(HTTP_ROUTE, { namespace: 'team-42' });
    await read();
    expect(reviews()).toEqual({ 'identity asked': 1, 'rules asked': 2, 'access asked': 1 });
    await read();
    expect(reviews()).toMatchObject({ 'identity cached': 1, 'access cached': 2, 'access asked': 1 });
    gated.double.fail({ path: /selfsubject/ }, { with: 400 });
    await gated.runtime.advance(31_000);
    await read();
    expect(reviews()).toMatchObject({ 'identity failed': 1 });
  });

  test('the same question at the same time is asked once', async () => {
    const gated = await gatedCluster({ users: [ANN], objects, rules: [inMine] });
    await Promise.all(
      Array.from({ length: 20 }, () => gated.open('token-of-ann').list(HTTP_ROUTE, { namespace: 'team-42' })),
    );
    expect(gated.newRequests('ann')).toHaveLength(4);
  });

  test('where the rules cannot be listed every namespace is a question, and the answer is the same', async () => {
    const gated = await gatedCluster({ users: [ANN], objects, rules: [inMine] });
    gated.double.rulesIncomplete = true;
    const answer = await gated.open('token-of-ann').list(HTTP_ROUTE, {});
    expect(answer).toMatchObject({ state: 'listed', objects: { length: 3 }, partial: true });
    expect(byReview(gated.newRequests('ann'))['selfsubjectaccessreviews']).toBe(101);
  });
});

describe('rights that change', () => {
  const names = async ({ open }: GatedCluster) => {
    const answer = await open('token-of-ann').list(HTTP_ROUTE, { namespace: 'team-42' });
    return answer.state;
  };

  test('what is taken away is gone after 30 seconds', async () => {
    const gated = await gatedCluster({ users: [ANN], objects, rules: [inMine] });
    expect(await names(gated)).toBe('listed');
    const { double, runtime } = gated;
    double.rules = double.rules?.filter((rule) => rule !== inMine);
    await runtime.advance(31_000);
    expect(await names(gated)).toBe('forbidden');
  });

  test('what is given is there after 5 minutes, which is how long rules that did not give it are kept', async () => {
    const gated = await gatedCluster({ users: [ANN], objects, rules: [] });
    expect(await names(gated)).toBe('forbidden');
    gated.double.rules = [...(gated.double.rules ?? []), inMine];
    await gated.runtime.advance(301_000);
    expect(await names(gated)).toBe('listed');
  });

  test('where the rules cannot be listed it is there after 10 seconds', async () => {
    const gated = await gatedCluster({ users: [ANN], objects, rules: [] });
    const { double, runtime } = gated;
    double.rulesIncomplete = true;
    expect(await names(gated)).toBe('forbidden');
    double.rules = [...(double.rules ?? []), inMine];
    await runtime.advance(11_000);
    expect(await names(gated)).toBe('listed');
  });

  test('a token that is refused is nobody for 5 seconds, and then asked about again', async () => {
    const gated = await gatedCluster({ users: [], objects, rules: [inMine] });
    const { double, runtime, cluster } = gated;
    const admitted = async () => (await cluster.admit?.({ bearerToken: 'token-of-ann' }))?.admitted;
    expect(await admitted()).toBe(false);
    double.users = [...double.users, ANN];
    expect(await admitted()).toBe(false);
    await runtime.advance(6_000);
    expect(await admitted()).toBe(true);
  });

  test('a token that ends is not believed for longer', async () => {
    const claims = { exp: Date.parse('2026-11-23T12:00:05Z') / 1_000 };
    const token = `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;
    const gated = await gatedCluster({ users: [{ name: 'ann', tokens: [token] }], objects, rules: [inMine] });
    const { double, runtime, cluster } = gated;
    expect(await cluster.admit?.({ bearerToken: token })).toMatchObject({ admitted: true });
    double.users = double.users.filter(({ name }) => name !== 'ann');
    await runtime.advance(6_000);
    expect(await cluster.admit?.({ bearerToken: token })).toMatchObject({ admitted: false });
  });
});
