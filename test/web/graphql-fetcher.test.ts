import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { graphqlFetcher } from '../../src/web/graphql-fetcher.ts';

let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function listen(handle: RequestListener): Promise<string> {
  const started = createServer(handle);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(started.address() as AddressInfo).port}/graphql`;
}

async function collect(results: AsyncIterable<object>): Promise<object[]> {
  const values: object[] = [];
  for await (const value of results) values.push(value);
  return values;
}

test('an operation is posted as JSON with the headers of the editor, and gives one result', async () => {
  let received: unknown;
  const url = await listen(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, headers } = request;
    received = {
      method,
      type: headers['content-type'],
      token: headers['authorization'],
      body: JSON.parse(body),
    };
    response.setHeader('content-type', 'application/json').end('{"data":{"name":"demo"}}');
  });
  const params = { query: '{ name }', variables: { a: 1 } };
  const results = await collect(graphqlFetcher(url)(params, { headers: { Authorization: 'Bearer t' } }));
  expect(results).toEqual([{ data: { name: 'demo' } }]);
  expect(received).toEqual({ method: 'POST', type: 'application/json', token: 'Bearer t', body: params });
});

test.each([
  { query: 'query A { name }', operationName: 'A', sent: 'A' },
  { query: 'query A { name } query B { source }', operationName: 'B', sent: 'B' },
  { query: '{ name }', operationName: 'A', sent: undefined },
  { query: 'query AB { name }', operationName: 'A', sent: undefined },
  { query: '{ name }', operationName: null, sent: undefined },
])(
  'the operation name $operationName of "$query" is sent as $sent',
  async ({ query, operationName, sent }) => {
    const url = await listen(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      response.end(JSON.stringify({ data: { operationName: JSON.parse(body).operationName } }));
    });
    const results = await collect(graphqlFetcher(url)({ query, operationName }));
    expect(results).toEqual([{ data: sent === undefined ? {} : { operationName: sent } }]);
  },
);

test('an answer that is no JSON is shown as an error with its status', async () => {
  const url = await listen((_request, response) => response.writeHead(502).end('Bad gateway'));
  expect(await collect(graphqlFetcher(url)({ query: '{ name }' }))).toEqual([
    { errors: [{ message: 'HTTP 502: Bad gateway' }] },
  ]);
});

test('an empty answer says so', async () => {
  const url = await listen((_request, response) => response.writeHead(204).end());
  expect(await collect(graphqlFetcher(url)({ query: '{ name }' }))).toEqual([
    { errors: [{ message: 'HTTP 204: The answer was empty.' }] },
  ]);
});

test('stopping aborts the request and ends without a result', async () => {
  const arrived = Promise.withResolvers<void>();
  const closed = Promise.withResolvers<void>();
  const url = await listen((_request, response) => {
    response.on('close', () => closed.resolve());
    arrived.resolve();
  });
  const results = graphqlFetcher(url)({ query: '{ name }' });
  const collected = collect(results);
  await arrived.promise;
  await results[Symbol.asyncIterator]().return?.();
  await closed.promise;
  expect(await collected).toEqual([]);
});

test('a server that is gone is an error, not an empty result', async () => {
  const url = await listen(() => undefined);
  await new Promise((resolve) => server?.close(resolve));
  await expect(collect(graphqlFetcher(url)({ query: '{ name }' }))).rejects.toThrow();
});
