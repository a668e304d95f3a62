import { expect, it } from 'vitest';
import { computeFindings } from '../../resolvers/compute-findings.ts';
import { suppose } from '../../src/cluster/hypothetical/suppose.ts';
import type { ExecutionBudget } from '../../src/context/execution-budget.ts';
import { RequestContext } from '../../src/context/request-context.ts';
import { SiteIndex } from '../../src/context/site-index.ts';
import { CodedError } from '../../src/errors.ts';
import { compilePattern } from '../../src/execution/compile-pattern.ts';
import { lookup, type Rule } from '../../src/gatewayapi/fact.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { RouteIndexCache } from '../../src/loaders/route-index-cache.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';
import { benchCluster } from '../bench/support/bench-cluster.ts';

const ROUTES = Array.from(
  { length: 20 },
  (_, index): RawObject => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: `r-${index}`, namespace: 'a' },
    spec: { rules: [{ backendRefs: [{ name: 'gone', port: 80 }] }] },
  }),
);

/** Wants a pause after every third charge, and refuses after `most` of them. */
class Pausing implements ExecutionBudget {
  failure: CodedError | undefined;
  readonly signal = new AbortController().signal;
  readonly stopped = new Promise<void>(() => {});
  paused = false;
  charges = 0;
  pauses = 0;
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  spend(): boolean {
    this.charges += 1;
    this.paused = this.charges % 3 === 0;
    if (this.charges > this.#most) this.failure = new CodedError('QUERY_TOO_COMPLEX', 'enough');
    return this.failure === undefined;
  }

  defer(task: () => void): void {
    this.pauses += 1;
    setImmediate(task);
  }

  close(): void {}
}

function contextFor(budget: ExecutionBudget, verdicts = new VerdictCache(), cluster = benchCluster(ROUTES)) {
  const services = {
    clusters: [cluster],
    sites: new SiteIndex([]),
    indexes: new IndexCache(),
    routeIndexes: new RouteIndexCache(compilePattern),
    suppose,
    verdicts,
    now: () => 0,
    printYaml: String,
  };
  const context = new RequestContext(services, { credentials: {}, budget });
  const view = context.view();
  if (view === undefined) throw new Error('there is one cluster');
  return { context, view };
}

it('others have a turn while findings are computed, and each object is judged once', async () => {
  const budget = new Pausing(1_000);
  const { context, view } = contextFor(budget);
  await computeFindings(view, undefined, context);
  expect(budget).toMatchObject({ charges: 20, pauses: 6 });
});

it('the same snapshot is not gone through again', async () => {
  const verdicts = new VerdictCache();
  const cluster = benchCluster(ROUTES);
  const first = contextFor(new Pausing(1_000), verdicts, cluster);
  await computeFindings(first.view, undefined, first.context);
  const budget = new Pausing(1_000);
  const second = contextFor(budget, verdicts, cluster);
  await computeFindings(second.view, undefined, second.context);
  expect(budget.charges).toBe(0);
  await computeFindings(second.view, 'a', second.context);
  expect(budget.charges).toBe(20);
});

it('an execution that is over computes no further', async () => {
  const budget = new Pausing(7);
  const { context, view } = contextFor(budget);
  await expect(computeFindings(view, undefined, context)).rejects.toThrow('enough');
  expect(budget.charges).toBe(8);
});

it('rules that go through the whole cluster end with the budget, in a hypothetical cluster too', async () => {
  const budget = new Pausing(0);
  const { context, view: real } = contextFor(budget);
  const supposed = await context.suppose(real, { apply: [], delete: [] }, 10);
  if (supposed.state !== 'supposed') throw new Error('nothing supposed');
  budget.spend();
  expect(() => real.runInTurns(endless())).toThrow('enough');
  expect(() => supposed.view.runInTurns(endless())).toThrow('enough');
});

function* endless(): Rule<never> {
  for (;;) yield* lookup({ group: '', kind: 'Service', namespace: 'a', name: 'gone' });
}
