import { performance } from 'node:perf_hooks';
import { RequestContext } from '../../src/context/request-context.ts';
import { executeQuery } from '../../src/execution/execute-query.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { VerdictCache } from '../../src/loaders/verdict-cache.ts';
import { benchCluster, benchSchema, benchServices } from './support/bench-cluster.ts';
import { type StatusClusterSize, statusObjects } from './support/status-objects.ts';

/**
 * What a hypothetical question costs on a cluster whose findings are known: `node test/bench/what-if.ts`. To reach: what
 * the change costs, not what the cluster costs, so that one changed route takes the same on ten times the routes.
 */

const SIZES: readonly StatusClusterSize[] = [
  { routes: 10_000, gateways: 50, listenersOfGateway: 10 },
  { routes: 100_000, gateways: 500, listenersOfGateway: 10 },
  { routes: 100_000, gateways: 1, listenersOfGateway: 10 },
];
const REPEATS = 5;

const ROUTE = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: team-7, name: route-7 }
spec: { rules: [{ backendRefs: [{ name: gone, port: 80 }] }] }
`;
const CHANGES = {
  route: `apply: [${JSON.stringify(ROUTE)}]`,
  service: 'delete: [{ kind: "Service", namespace: "team-7", name: "app-7" }]',
  gateway: 'delete: [{ kind: "Gateway", namespace: "infra", name: "gateway-0" }]',
};
const COMPARE =
  'compare { introduced { code object { name } } resolved { code } conditions { type object { name } } }';
const STATUS =
  'httpRoute(namespace: "team-7", name: "route-7") { computedStatus { parents { conditions { status reason } } } }';
const FINDINGS = 'findings(first: 10) { totalCount }';
const probe = (host: string) =>
  `simulateRequest(input: { gateway: { namespace: "infra", name: "gateway-0" }, host: "${host}" }) { outcome route { metadata { name } } }`;

async function measure(size: StatusClusterSize): Promise<Record<string, string>> {
  const texts = [...statusObjects(size)];
  const began = performance.now();
  const objects = texts.map((text) => JSON.parse(text) as RawObject);
  const parse = performance.now() - began;
  const services = { ...benchServices(benchCluster(objects)), verdicts: new VerdictCache() };
  const { schema } = benchSchema();
  const ask = async (source: string): Promise<number> => {
    const { user, system } = process.cpuUsage();
    const context = new RequestContext(services, { credentials: {} });
    const { errors } = await executeQuery({ schema, source, context, faultLog: console.error });
    if (errors !== undefined) throw new Error(JSON.stringify(errors[0]));
    const used = process.cpuUsage({ user, system });
    return (used.user + used.system) / 1000;
  };
  const median = async (source: string): Promise<number> => {
    const times: number[] = [];
    for (let repeat = 0; repeat < REPEATS; repeat += 1) times.push(await ask(source));
    return times.sort((a, b) => a - b)[REPEATS >> 1] ?? 0;
  };
  const supposed = (change: string, question: string) => median(`{ whatIf(${change}) { ${question} } }`);
  const host = 'app-0.h0.g0.example.com';
  const row: Record<string, number> = {
    parse,
    'first findings': await ask(`{ ${FINDINGS} }`),
    'first compare': await ask(`{ whatIf(${CHANGES.route}) { ${COMPARE} } }`),
    'findings again': await median(`{ ${FINDINGS} }`),
    'route: status': await supposed(CHANGES.route, STATUS),
    'route: compare': await supposed(CHANGES.route, COMPARE),
    'route: findings': await supposed(CHANGES.route, FINDINGS),
    'service: compare': await supposed(CHANGES.service, COMPARE),
    'gateway: compare': await supposed(CHANGES.gateway, COMPARE),
    'request before': await median(`{ ${probe(host)} }`),
    'route: request': await supposed(CHANGES.route, probe(host)),
    'gateway: request': await supposed(CHANGES.gateway, probe(host)),
  };
  return Object.fromEntries(Object.entries(row).map(([what, ms]) => [what, ms.toFixed(ms < 10 ? 1 : 0)]));
}

for (const size of SIZES) {
  console.log(`${size.routes} routes on ${size.gateways} Gateways, in milliseconds of processor time`);
  for (const [what, ms] of Object.entries(await measure(size)))
    console.log(`  ${what.padEnd(20)}${ms.padStart(8)}`);
}
