import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema, type ExecutionResult, graphqlSync, printSchema } from 'graphql';
import { describe, expect, onTestFinished, test } from 'vitest';
import { fetchSchema } from '../../../../src/cli/schema-check/older/fetch-schema.ts';
import { MAX_SCHEMA_BYTES } from '../../../../src/cli/schema-check/older/schema-bytes.ts';
import { UsageError } from '../../../../src/cli/usage-error.ts';

const schema = buildSchema(
  '"""Texts differ from cluster to cluster."""\ntype Query {\n  a(b: Int @deprecated): Int\n}',
);
const TOKEN = 'Bearer s3cret';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

interface TestServer {
  readonly address: string;
  readonly received: Received[];
}

type Answer = (response: ServerResponse, body: string) => void;

async function serve(answer: Answer): Promise<TestServer> {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ method: request.method, url: request.url, headers: request.headers });
      answer(response, Buffer.concat(chunks).toString());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

const answering =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

const executing: Answer = (response, body) => {
  const { query } = JSON.parse(body) as { query: string };
  const result: ExecutionResult = graphqlSync({ schema, source: query });
  response
    .writeHead(200, { 'content-type': 'application/graphql-response+json' })
    .end(JSON.stringify(result));
};

function fetchFrom(target: string, { timeoutMs = 10_000, headers = [] as [string, string][] } = {}) {
  return fetchSchema({ target, headers, timeoutMs });
}

async function failure(target: string, timeoutMs?: number): Promise<string> {
  const error: unknown = await fetchFrom(target, { headers: [['Authorization', TOKEN]], timeoutMs }).catch(
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(UsageError);
  expect(String(error)).not.toContain('s3cret');
  return String(error);
}

describe('a server that answers', () => {
  test('gives its schema, without descriptions and with deprecations', async () => {
    const { address } = await serve(executing);
    const { schema: found, label, hasDirectives } = await fetchFrom(`${address}/graphql`);
    expect(printSchema(found)).toBe('type Query {\n  a(b: Int @deprecated): Int\n}');
    expect(label).toBe(`${address}/graphql`);
    expect(hasDirectives).toBe(false);
  });

  test('is sent the headers, and a type that no page of another site can send', async () => {
    const { address, received } = await serve(executing);
    await fetchFrom(`${address}/graphql`, {
      headers: [
        ['Authorization', TOKEN],
        ['Content-Type', 'text/plain'],
      ],
    });
    expect(received).toEqual([
      {
        method: 'POST',
        url: '/graphql',
        headers: expect.objectContaining({ authorization: TOKEN, 'content-type': 'application/json' }),
      },
    ]);
  });

  test('is asked at /graphql where the URL has no path', async () => {
    const { address, received } = await serve(executing);
    expect((await fetchFrom(address)).label).toBe(`${address}/graphql`);
    expect(received.map(({ url }) => url)).toEqual(['/graphql']);
  });

  test('is told to others without what follows the path, which may be a token', async () => {
    const { address, received } = await serve(executing);
    expect((await fetchFrom(`${address}/api?token=abc`)).label).toBe(`${address}/api`);
    expect(received.map(({ url }) => url)).toEqual(['/api?token=abc']);
  });
});

describe('what goes wrong is said in words', () => {
  test('credentials are missing', async () => {
    const { address } = await serve(answering(401, '{}'));
    expect(await failure(address)).toMatch(/answered 401; give credentials with --header/);
  });

  test('the path is another one', async () => {
    const { address } = await serve(answering(404, 'not found'));
    expect(await failure(address)).toMatch(/answered 404; the path is that of the GraphQL endpoint/);
  });

  test('the server refuses the query', async () => {
    const { address } = await serve(
      answering(400, '{"errors":[{"message":"Introspection\\u001b[31m is off"}]}'),
    );
    expect(await failure(address)).toContain('answered with an error: Introspection\\u{1b}[31m is off');
  });

  test.each(['<html>', '[]', '{}', '{"data":{"__schema":{}}}', 'null'])('the answer is %s', async (body) => {
    const { address } = await serve(answering(200, body));
    expect(await failure(address)).toMatch(/answered 200|the answer holds no schema/);
  });

  test('a redirect is not followed: the headers are for this host alone', async () => {
    const other = await serve(executing);
    const { address } = await serve(answering(302, '', { location: other.address }));
    expect(await failure(address)).toContain('answered with a redirect (302)');
    expect(other.received).toEqual([]);
  });

  test('nobody answers', async () => {
    const { address } = await serve(() => {});
    expect(await failure(address, 50)).toContain('no answer within 0.05 s');
  });

  test('the answer never ends', async () => {
    const { address } = await serve((response) => void response.writeHead(200).write('{'));
    expect(await failure(address, 200)).toContain('no answer within 0.2 s');
  });

  test('the answer is too large', async () => {
    const { address } = await serve(answering(200, ' '.repeat(MAX_SCHEMA_BYTES + 1)));
    expect(await failure(address)).toContain('larger than 16 MiB');
  });

  test('nobody listens', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    expect(await failure(`http://127.0.0.1:${port}`)).toContain('cannot be asked (ECONNREFUSED)');
  });

  test('credentials stand in the URL, and are not shown', async () => {
    expect(await failure('http://me:s3cret@gwql.example.com')).toContain(
      'credentials cannot stand in the URL',
    );
  });

  test('the URL is none', async () => {
    expect(await failure('http://')).toContain('cannot be understood');
  });
});
