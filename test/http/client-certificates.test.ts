import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { expect, test } from 'vitest';
import type { CallerRules } from '../../src/http/caller-credentials.ts';
import type { QueryRequest } from '../../src/http/query-answerer.ts';
import { selfSigned, signedBy } from '../support/certificates.ts';
import { probeApp } from '../support/probe-app.ts';

const server = selfSigned({ cn: 'localhost', dnsNames: ['localhost'] });
const AUTHORITY = { cn: 'proxies' };
const authority = selfSigned(AUTHORITY);
const proxy = signedBy(authority, AUTHORITY, { cn: 'front-proxy' });
const stranger = selfSigned({ cn: 'front-proxy' });

interface Client {
  readonly cert?: string;
  readonly key?: string;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

interface Served {
  readonly port: number;
  readonly requests: readonly QueryRequest[];
  ask(
    client: Client,
    headers?: Readonly<Record<string, string | readonly string[]>>,
    path?: string,
  ): Promise<Answer>;
}

async function served(auth: CallerRules['auth'] = 'impersonate'): Promise<Served> {
  const tls = { ...server, clientCa: authority.cert };
  const { app, requests } = await probeApp({ tls, callers: { auth, clusters: [] } });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    port,
    requests,
    ask: (client, headers = {}, path = '/graphql?query=%7B__typename%7D') =>
      new Promise((resolve, reject) => {
        const options = { port, path, agent: false, ca: server.cert, servername: 'localhost', ...client };
        const preflight = { 'apollo-require-preflight': 'true' };
        request({ ...options, headers: { host: 'localhost', ...preflight, ...headers } }, (response) => {
          let body = '';
          response.on('data', (chunk) => {
            body += String(chunk);
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
        })
          .on('error', reject)
          .end();
      }),
  };
}

test('the proxy names a user; each group is one of its own, commas and all', async () => {
  const { ask, requests } = await served();
  const answer = await ask(proxy, {
    'Impersonate-User': 'ann@example.com',
    'Impersonate-Uid': '42',
    'Impersonate-Group': ['devs', 'a, b'],
    'Impersonate-Extra-Scopes': ['read', 'write'],
    'Impersonate-Extra-acme.com%2fproject': 'x',
  });
  expect(answer.status).toBe(200);
  expect(requests[0]?.credentials).toEqual({
    impersonation: {
      user: 'ann@example.com',
      uid: '42',
      groups: ['devs', 'a, b'],
      extra: { scopes: ['read', 'write'], 'acme.com%2fproject': ['x'] },
    },
  });
});

test('a token that the proxy passes on counts for nothing', async () => {
  const { ask, requests } = await served();
  await ask(proxy, { 'Impersonate-User': 'ann', authorization: 'Bearer a-token' });
  expect(requests[0]?.credentials).toEqual({ impersonation: { user: 'ann', groups: [], extra: {} } });
});

test.each([
  ['nobody', {}],
  ['groups of nobody', { 'Impersonate-Group': ['admins'] }],
  ['two users', { 'Impersonate-User': ['ann', 'ben'] }],
  ['a user with two uids', { 'Impersonate-User': 'ann', 'Impersonate-Uid': ['1', '2'] }],
])('a proxy that names %s is refused', async (_what, headers) => {
  const { ask, requests } = await served();
  expect((await ask(proxy, headers)).status).toBe(401);
  expect(requests).toEqual([]);
});

test.each([
  ['none', {}],
  ['one of another authority', stranger],
])('a client whose certificate is %s is refused', async (_what, client) => {
  const { ask, requests } = await served();
  const answer = await ask(client, { 'Impersonate-User': 'admin' });
  expect(answer.status).toBe(401);
  expect(answer.body).toContain('UNAUTHENTICATED');
  expect(requests).toEqual([]);
});

test('probes need no certificate, and the page does', async () => {
  const { ask } = await served();
  expect((await ask({}, {}, '/healthz')).status).toBe(200);
  expect((await ask({}, {}, '/readyz')).status).toBe(200);
  expect((await ask({}, {}, '/graphiql')).status).toBe(401);
});

test('an authority goes with tokens, too: both are needed', async () => {
  const { ask } = await served('token');
  expect((await ask(proxy, { authorization: 'Bearer mine' })).status).toBe(200);
  expect((await ask({}, { authorization: 'Bearer mine' })).status).toBe(401);
  expect((await ask(proxy)).status).toBe(401);
});

test('a session that began without a certificate does not become one with a certificate', async () => {
  const { port, requests } = await served();
  const sessions: Buffer[] = [];
  const first = await exchange(port, undefined, sessions);
  expect(first).toContain('401');
  for (const session of [undefined, ...sessions]) {
    expect(await exchange(port, session, [])).toMatch(/^HTTP\/1\.1 401/);
  }
  expect(requests).toEqual([]);
});

/** One request by hand, for the TLS session to be had and taken up again. */
function exchange(port: number, session: Buffer | undefined, sessions: Buffer[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { port, ca: server.cert, servername: 'localhost', ...(session ? { session } : {}) };
    const socket: TLSSocket = connect(options, () => {
      const path = '/graphql?query=%7B__typename%7D';
      const headers =
        'host: localhost\r\nimpersonate-user: admin\r\napollo-require-preflight: 1\r\nconnection: close';
      socket.write(`GET ${path} HTTP/1.1\r\n${headers}\r\n\r\n`);
    });
    let text = '';
    socket.on('session', (ticket) => sessions.push(ticket));
    socket.on('data', (chunk) => {
      text += String(chunk);
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}
