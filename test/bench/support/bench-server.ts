/** Serves the bench's cluster until it is killed: `node bench-server.ts ROUTES compiled|graphql-js|apollo`. */
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { RequestContext } from '../../../src/context/request-context.ts';
import { createApollo } from '../../../src/execution/create-apollo.ts';
import { createExecutor } from '../../../src/execution/create-executor.ts';
import { KnownDocuments } from '../../../src/execution/known-documents.ts';
import { createHttpApp } from '../../../src/http/create-http-app.ts';
import { createLogger } from '../../../src/telemetry/logger.ts';
import { apolloBaseline } from './apollo-baseline.ts';
import { benchCluster, benchSchema, benchServices } from './bench-cluster.ts';
import { parsedBenchObjects } from './bench-objects.ts';

const [routes = '1000', kind = 'compiled'] = process.argv.slice(2);
const services = benchServices(benchCluster(parsedBenchObjects(Number(routes))));
const app = kind === 'apollo' ? await apolloBaseline(services) : await ours();
const address = await app.listen({ host: '127.0.0.1', port: 0 });
process.on('message', () => process.send?.(process.cpuUsage()));
process.send?.(address);

/** With the limits and the checks that `gwql serve` has. */
async function ours() {
  const logger = createLogger({ level: 'silent', format: 'json', destination: new PassThrough() });
  const faultLog = (fault: object) => console.error(fault);
  const limits = {
    maxDepth: 24,
    maxFields: 10_000,
    maxNodes: 2_000_000,
    maxPageSize: 1_000,
    timeoutMs: 30_000,
  };
  const known = {
    schema: benchSchema().schema,
    executor: createExecutor(kind === 'graphql-js' ? 'graphql-js' : 'compiled'),
    documents: new KnownDocuments(),
  };
  const apollo = createApollo<RequestContext>({ ...known, limits, faultLog });
  await apollo.start();
  return await createHttpApp({
    apollo,
    known,
    contextFor: (request) => new RequestContext(services, request),
    callers: { auth: 'none', clusters: [] },
    limits,
    host: '127.0.0.1',
    allowedHosts: [],
    corsOrigins: [],
    tls: undefined,
    maxBodyBytes: 1_048_576,
    maxInFlight: 256,
    now: Date.now,
    webRoot: join(import.meta.dirname, 'no-such-folder'),
    readiness: async () => ({ ready: true }),
    logger,
    faultLog,
  });
}
