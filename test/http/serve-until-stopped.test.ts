import { EventEmitter } from 'node:events';
import { Agent, request } from 'node:http';
import { request as secureRequest } from 'node:https';
import { connect } from 'node:net';
import { PassThrough } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { expect, test, vi } from 'vitest';
import { listen } from '../../src/http/listen.ts';
import { serveUntilStopped } from '../../src/http/serve-until-stopped.ts';
import { createLogger } from '../../src/telemetry/logger.ts';
import { selfSigned } from '../support/certificates.ts';
import { type ProbeApp, probeApp } from '../support/probe-app.ts';

interface Served extends ProbeApp {
  readonly url: string;
  readonly signals: EventEmitter;
  readonly stopped: Promise<void>;
  readonly lines: () => string;
}

async function serve(options: Parameters<typeof probeApp>[0] = {}, graceMs = 5_000): Promise<Served> {
  const probe = await probeApp(options);
  const destination = new PassThrough();
  let text = '';
  destination.on('data', (chunk) => {
    text += String(chunk);
  });
  const logger = createLogger({ level: 'info', format: 'text', destination });
  const signals = new EventEmitter();
  const tls = options.tls !== undefined;
  const address = { host: '127.0.0.1', port: 0, tls, open: true };
  const stopped = serveUntilStopped({ app: probe.app, logger, signals, graceMs, ...address });
  await vi.waitFor(() => expect(text).toContain('gwql serves'));
  const url = /https?:\/\/[\d.:]+/.exec(text)?.[0] ?? '';
  return { ...probe, url, signals, stopped, lines: () => text };
}

function ask(url: string, query: string): Promise<Response> {
  return fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
}

/** Sends a query, waits until it is executed, and hangs up. */
async function hangUp(url: string, query: string, requests: readonly unknown[]): Promise<void> {
  const client = request(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
  });
  client.on('error', () => {});
  client.end(JSON.stringify({ query }));
  await vi.waitFor(() => expect(requests).toHaveLength(1), 5_000);
  client.destroy();
}

async function isListening(app: FastifyInstance): Promise<boolean> {
  return app.server.listening;
}

test('the first line has the addresses to open', async () => {
  const { lines, url } = await serve();
  expect(lines()).toContain(`gwql serves ${url}/graphql; open ${url}/graphiql to try it`);
  expect(await (await ask(url, '{ item { id } }')).json()).toEqual({ data: { item: { id: '1' } } });
});

test('a client that hangs up cancels its query while it waits', async () => {
  const { url, requests } = await serve();
  await hangUp(url, '{ forever }', requests);
  await vi.waitFor(() => expect(requests[0]?.budget.signal.aborted).toBe(true));
  expect(requests[0]?.budget.failure?.code).toBe('BAD_REQUEST');
});

test('a client that hangs up cancels its query while it is busy', async () => {
  const { url, requests } = await serve({ limits: { maxNodes: 1_000_000_000 } });
  const busy = `{ items(count: 1000) ${'{ children(count: 1000) '.repeat(2)} { id } ${'}'.repeat(2)} }`;
  await hangUp(url, busy, requests);
  await vi.waitFor(() => expect(requests[0]?.budget.failure?.code).toBe('BAD_REQUEST'), 10_000);
});

test('a client that got its answer has not hung up', async () => {
  const { url, requests } = await serve();
  await (await ask(url, '{ item { id } }')).json();
  expect(requests[0]?.budget.signal.aborted).toBe(false);
});

test('other clients are answered while a long query over memory runs', async () => {
  const { url, requests } = await serve({ limits: { timeoutMs: 2_000 } });
  const long = ask(
    url,
    `{ items(count: 1000) ${'{ children(count: 1000) '.repeat(2)} { id } ${'}'.repeat(2)} }`,
  );
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  expect(await (await ask(url, '{ item { id } }')).json()).toEqual({ data: { item: { id: '1' } } });
  expect(requests[0]?.budget.failure).toBeUndefined();
  expect(await (await long).json()).toMatchObject({ errors: [{ extensions: { code: 'TIMEOUT' } }] });
});

test.each(['SIGTERM', 'SIGINT'])(
  '%s: requests under way are answered, new ones are not taken',
  async (signal) => {
    const { app, url, requests, signals, stopped, lines } = await serve();
    const underWay = ask(url, '{ wait(ms: 300) }');
    await vi.waitFor(() => expect(requests).toHaveLength(1));
    signals.emit(signal, signal);
    await vi.waitFor(async () => expect(await isListening(app)).toBe(false));
    await expect(ask(url, '{ item { id } }')).rejects.toThrow();
    expect(await (await underWay).json()).toEqual({ data: { wait: 'waited' } });
    await stopped;
    expect(lines()).toMatch(/stopping once the requests under way are answered signal=SIG\w+\n.* stopped\n$/);
  },
);

test('connections that are kept alive and idle do not hold up the stop', async () => {
  const { url, signals, stopped } = await serve();
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((resolve) => {
    request(`${url}/healthz`, { agent }, (response) => response.resume().on('end', () => resolve())).end();
  });
  signals.emit('SIGTERM');
  await stopped;
  agent.destroy();
});

test('after the time of grace what still runs is cut off', async () => {
  const { url, requests, signals, stopped } = await serve({}, 100);
  const hanging = ask(url, '{ forever }').then(
    () => 'answered',
    () => 'cut off',
  );
  await vi.waitFor(() => expect(requests).toHaveLength(1));
  signals.emit('SIGTERM');
  await stopped;
  expect(await hanging).toBe('cut off');
  await vi.waitFor(() => expect(requests[0]?.budget.signal.aborted).toBe(true));
});

test('a second signal is left to the system', async () => {
  const { signals, stopped } = await serve();
  signals.emit('SIGTERM');
  expect(signals.listenerCount('SIGTERM') + signals.listenerCount('SIGINT')).toBe(0);
  await stopped;
});

test('a port in use is an error for users that says what to do', async () => {
  const { url } = await serve();
  const { app } = await probeApp();
  const port = Number(new URL(url).port);
  await expect(listen(app, { host: '127.0.0.1', port, tls: false })).rejects.toThrow(
    `port ${port} of 127.0.0.1 is in use. Stop what uses it, or choose another with --port (0 for any that is free).`,
  );
});

test('an address of another machine is an error for users', async () => {
  const { app } = await probeApp();
  await expect(listen(app, { host: '192.0.2.1', port: 0, tls: false })).rejects.toThrow(
    'no address of this machine',
  );
});

test('with a certificate the server speaks HTTPS', async () => {
  const certificate = selfSigned({ cn: 'localhost', dnsNames: ['localhost'], ipAddresses: ['127.0.0.1'] });
  const { url } = await serve({ tls: certificate });
  expect(url).toMatch(/^https:/);
  const status = await new Promise((resolve, reject) => {
    const client = secureRequest(`${url}/healthz`, { ca: certificate.cert }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    client.on('error', reject);
    client.end();
  });
  expect(status).toBe(200);
});

test('a request without a Host header is refused', async () => {
  const { url } = await serve();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('GET /graphiql HTTP/1.0\r\n\r\n');
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  expect(answer).toMatch(/^HTTP\/1\.1 421 /);
});

test('what is no HTTP is answered with 400, and the server goes on', async () => {
  const { url } = await serve();
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write('nonsense\r\n\r\n');
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect((await ask(url, '{ item { id } }')).status).toBe(200);
});
