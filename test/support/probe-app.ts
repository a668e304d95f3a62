import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { createApollo } from '../../src/execution/create-apollo.ts';
import { createExecutor } from '../../src/execution/create-executor.ts';
import type { ExecutionScope } from '../../src/execution/execution-scope.ts';
import type { Executor } from '../../src/execution/executor.ts';
import { KnownDocuments } from '../../src/execution/known-documents.ts';
import { createHttpApp, type HttpOptions } from '../../src/http/create-http-app.ts';
import type { QueryRequest } from '../../src/http/query-answerer.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { probeSchema } from './probe-schema.ts';

export interface ProbeApp {
  readonly app: FastifyInstance;
  /** Everything that was logged so far. */
  readonly log: () => string;
  /** What the executions were given, the latest last. */
  readonly requests: readonly QueryRequest[];
  readonly documents: KnownDocuments;
}

export const SERVING = {
  maxDepth: 24,
  maxFields: 10_000,
  maxNodes: 2_000_000,
  maxPageSize: 1_000,
  timeoutMs: 30_000,
};

/** A server over the probe schema, closed when the test is over. */
export async function probeApp(
  options: Partial<HttpOptions<ExecutionScope>> = {},
  executor?: Executor,
): Promise<ProbeApp> {
  const lines: string[] = [];
  const destination = new PassThrough();
  destination.on('data', (chunk) => lines.push(String(chunk)));
  const logger = createLogger({ level: 'trace', format: 'json', destination });
  const faultLog = (fault: object) => logger.error(fault, 'internal error');
  const limits = options.limits ?? SERVING;
  const known = {
    schema: probeSchema(),
    executor: executor ?? createExecutor('compiled'),
    documents: new KnownDocuments(),
  };
  const apollo = createApollo<ExecutionScope>({ ...known, limits, faultLog, observer: options.observer });
  await apollo.start();
  const requests: QueryRequest[] = [];
  const app = await createHttpApp<ExecutionScope>({
    apollo,
    known,
    contextFor: (request) => {
      requests.push(request);
      return { budget: request.budget, reports: () => [] };
    },
    callers: { auth: 'none', clusters: [] },
    limits,
    maxInFlight: 256,
    now: Date.now,
    host: '127.0.0.1',
    allowedHosts: [],
    corsOrigins: [],
    maxBodyBytes: 1_048_576,
    webRoot: 'no-such-folder',
    readiness: async () => ({ ready: true }),
    logger,
    faultLog,
    ...options,
  });
  onTestFinished(async () => {
    await app.close();
    await apollo.stop();
  });
  return { app, log: () => lines.join(''), requests, documents: known.documents };
}

export interface Answer {
  readonly status: number;
  readonly headers: { readonly [name: string]: unknown };
  readonly body: {
    readonly data?: { readonly [field: string]: unknown } | null;
    readonly errors?: readonly {
      readonly message: string;
      readonly extensions: { readonly [key: string]: unknown };
    }[];
  };
}

/** POSTs a query without a socket. */
export async function post(
  app: FastifyInstance,
  payload: object,
  headers: { readonly [name: string]: string } = {},
): Promise<Answer> {
  const response = await app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { host: 'localhost:4000', ...headers },
    payload,
  });
  return { status: response.statusCode, headers: response.headers, body: response.json() };
}

export function codesOf({ body }: Pick<Answer, 'body'>): readonly unknown[] {
  return (body.errors ?? []).map(({ extensions }) => extensions['code']);
}

/** A page such as the build makes one. */
export function probePage(): string {
  const folder = mkdtempSync(join(tmpdir(), 'gwql-page-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>page</title>');
  writeFileSync(join(folder, 'assets', 'main-abc123.js'), 'export {};');
  writeFileSync(join(folder, '.hidden'), 'hidden');
  return folder;
}
