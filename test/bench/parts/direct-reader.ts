import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { connectKubernetes } from '../../../src/cluster/live/connect-kubernetes.ts';
import { systemRuntime } from '../../../src/cluster/live/runtime.ts';
import { executeQuery } from '../../../src/execution/execute-query.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { startApiServerDouble } from '../../support/api-server-double/api-server-double.ts';
import { writeKubeconfig } from '../../support/api-server-double/write-kubeconfig.ts';
import { benchSchema, benchServices, newContext } from '../support/bench-cluster.ts';
import { benchObjects } from '../support/bench-objects.ts';
import { ALL_ROUTES } from '../support/bench-queries.ts';
import { type Measurement, rounded } from '../support/measurement.ts';

/** Nine references each. */
const ROUTES = 112;
const RUNS = 5;

/** A thousand references of a live cluster, read without a cache: calls and time. */
export async function measure(): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'gwql-bench-'));
  const double = await startApiServerDouble();
  try {
    for (const json of benchObjects(ROUTES)) double.add(JSON.parse(json) as JsonObject);
    const kubeconfig = join(folder, 'kubeconfig');
    await writeKubeconfig(kubeconfig, double);
    const cluster = await connectKubernetes({ kubeconfig, userAgentVersion: 'bench' }, systemRuntime({}));
    const services = benchServices(cluster);
    const { schema } = benchSchema();
    const times: number[] = [];
    let calls = 0;
    for (let run = 0; run <= RUNS; run += 1) {
      const context = newContext(services);
      const start = performance.now();
      const result = await executeQuery({ schema, source: ALL_ROUTES, context, faultLog: console.error });
      times.push(performance.now() - start);
      if (result.errors !== undefined) throw new Error(JSON.stringify(result.errors[0]));
      calls = (await context.reports())[0]?.report.requests ?? Number.NaN;
    }
    await cluster.close();
    return [
      { part: 'direct-reader', what: '1,000 references, calls', value: calls, unit: 'requests' },
      { part: 'direct-reader', what: '1,000 references, first', value: rounded(times[0] ?? 0), unit: 'ms' },
      { part: 'direct-reader', what: 'again', value: rounded(Math.min(...times.slice(1))), unit: 'ms' },
    ];
  } finally {
    await double.close();
    rmSync(folder, { recursive: true });
  }
}
