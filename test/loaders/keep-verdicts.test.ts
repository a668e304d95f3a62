import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { LIVE_PREMISES } from '../../src/gatewayapi/premises.ts';
import { STATUS_RULES } from '../../src/gatewayapi/status/status-rules.ts';
import type { ClusterSnapshot } from '../../src/kube/cluster-reader.ts';
import { SnapshotFacts } from '../../src/loaders/held-facts.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { keepVerdicts } from '../../src/loaders/keep-verdicts.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';
import type { VerdictStore } from '../../src/loaders/verdict-store.ts';
import { gatewayClass, httpRoute } from '../support/api-objects.ts';
import { crdsOfRelease } from '../support/api-server-double/crd-objects.ts';
import { type CachedCluster, cachedCluster } from '../support/cached-cluster.ts';
import { until } from '../support/until.ts';

const ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' };

/** What the status of a Gateway comes to takes a look at ListenerSets. */
const GATEWAY = {
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'Gateway',
  metadata: { namespace: 'shop', name: 'public' },
  spec: { gatewayClassName: 'public', listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
};

/** Verdicts that are kept of a cluster; `rests` counts the times others had their turn. */
function kept({ cluster }: CachedCluster) {
  const [verdicts, indexes, stop] = [new VerdictCache(), new IndexCache(), new AbortController()];
  const held = () => cluster.held?.();
  const state = { rests: 0, ended: false };
  const sleep = async () => {
    state.rests += 1;
    await turn();
  };
  const options = {
    held,
    verdicts,
    indexes,
    premises: LIVE_PREMISES,
    now: performance.now.bind(performance),
  };
  keepVerdicts({ ...options, sleep, signal: stop.signal }).finally(() => {
    state.ended = true;
  });
  onTestFinished(() => stop.abort());
  const store = (snapshot: ClusterSnapshot | undefined = held()): VerdictStore => {
    if (snapshot === undefined) throw new Error('nothing is held');
    return verdicts.storeOf(snapshot, new SnapshotFacts(snapshot, LIVE_PREMISES, indexes));
  };
  /** How many verdicts asking for the status of a route has to compute. */
  const costOf = (name: string) => {
    const rule = STATUS_RULES.find(([kind]) => kind.kind === 'HTTPRoute')?.[1];
    const before = store().evaluations;
    if (rule !== undefined) store().get(rule, { ...ROUTE, namespace: 'shop', name });
    return store().evaluations - before;
  };
  return { state, stop, store, costOf };
}

/** Until what is kept has had its turns. */
async function worked({ state }: ReturnType<typeof kept>): Promise<void> {
  const before = state.rests;
  await until(() => state.rests >= before + 5);
}

describe('verdicts of a live cluster', () => {
  test('are computed before anybody asks, and again when something has changed', async () => {
    const cached = await cachedCluster({
      objects: [httpRoute('shop', 'cart'), httpRoute('shop', 'web'), gatewayClass('public')],
    });
    const keeping = kept(cached);
    await cached.ready();
    await worked(keeping);
    expect([keeping.costOf('cart'), keeping.costOf('web')]).toEqual([0, 0]);
    const before = keeping.store().evaluations;
    cached.double.add({ ...httpRoute('shop', 'web'), spec: { hostnames: ['web.example'] } });
    await until(() => keeping.store().evaluations > before);
    await worked(keeping);
    expect([keeping.costOf('cart'), keeping.costOf('web')]).toEqual([0, 0]);
  });

  test('are computed anew when kinds have come', async () => {
    const objects = [httpRoute('shop', 'cart'), GATEWAY, gatewayClass('public')];
    const cached = await cachedCluster({ serves: 'v1.0.0-standard', objects });
    const keeping = kept(cached);
    await cached.ready();
    await worked(keeping);
    const store = keeping.store();
    cached.double.add(...crdsOfRelease('v1.6.1-standard'));
    await until(async () => {
      await cached.runtime.advance(1_000);
      return cached.cluster.held?.() !== undefined && keeping.store() !== store;
    });
    await worked(keeping);
    expect(keeping.costOf('cart')).toBe(0);
  });

  test('wait until everything is held, and end when they are told to', async () => {
    const cached = await cachedCluster({ prepare: (server) => server.goAway() });
    const keeping = kept(cached);
    await worked(keeping);
    expect(cached.cluster.held?.()).toBeUndefined();
    keeping.stop.abort();
    await until(() => keeping.state.ended);
  });
});
