import { getIntrospectionQuery } from 'graphql';
import { afterEach, expect, test, vi } from 'vitest';
import { CodedError } from '../../src/errors.ts';
import { codesOf, post, probeApp } from '../support/probe-app.ts';
import { SECRET } from '../support/probe-schema.ts';

const LOCAL = { host: 'localhost' };

afterEach(() => {
  vi.unstubAllEnvs();
});

test('a POST is answered with data, and not cached', async () => {
  const { app } = await probeApp();
  const { status, headers, body } = await post(app, { query: '{ item { id } }' });
  expect(status).toBe(200);
  expect(body).toEqual({ data: { item: { id: '1' } } });
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(headers['cache-control']).toBe('no-store');
});

test('a client that asks for the media type of GraphQL gets it', async () => {
  const { app } = await probeApp();
  const accept = 'application/graphql-response+json';
  const { headers } = await post(app, { query: '{ item { id } }' }, { accept });
  expect(headers['content-type']).toBe('application/graphql-response+json; charset=utf-8');
});

test('a GET needs a header that no form and no link can send', async () => {
  const { app } = await probeApp();
  const url = `/graphql?query=${encodeURIComponent('{ item { id } }')}`;
  const bare = await app.inject({ url, headers: LOCAL });
  expect(bare.statusCode).toBe(400);
  expect(bare.json().errors[0].message).toContain('CSRF');
  const allowed = await app.inject({ url, headers: { ...LOCAL, 'apollo-require-preflight': '1' } });
  expect(allowed.json()).toEqual({ data: { item: { id: '1' } } });
});

test('a browser that opens the address of the API is told where the page is; one with a query is refused', async () => {
  const { app } = await probeApp();
  const headers = { ...LOCAL, accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const visit = await app.inject({ url: '/graphql', headers });
  expect(visit.statusCode).toBe(400);
  expect(visit.json().errors[0].message).toContain('In a browser, open /graphiql.');
  const linked = await app.inject({ url: '/graphql?query=%7Bitem%7Bid%7D%7D', headers });
  expect(linked.json().errors[0].message).toContain('CSRF');
});

test('a POST as a form or as plain text is refused', async () => {
  const { app } = await probeApp();
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { ...LOCAL, 'content-type': type },
      payload: '{"query": "{ item { id } }"}',
    });
    expect([400, 415]).toContain(response.statusCode);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  }
});

test('a mutation by GET is refused', async () => {
  const { app } = await probeApp();
  const response = await app.inject({
    url: `/graphql?query=${encodeURIComponent('mutation { paint(color: RED) }')}`,
    headers: { ...LOCAL, 'apollo-require-preflight': '1' },
  });
  expect(response.statusCode).toBe(405);
});

test('a subscription is refused, by POST and by GET', async () => {
  const { app } = await probeApp();
  const posted = await post(app, { query: 'subscription { ticks }' });
  expect(posted.status).toBe(400);
  expect(posted.body).not.toHaveProperty('data');
  expect(codesOf(posted)).toEqual(['BAD_REQUEST']);
  const got = await app.inject({
    url: `/graphql?query=${encodeURIComponent('subscription { ticks }')}`,
    headers: { ...LOCAL, 'apollo-require-preflight': '1' },
  });
  expect(got.statusCode).toBe(405);
});

test('several queries in one request are refused', async () => {
  const { app } = await probeApp();
  const { status, body } = await post(app, [{ query: '{ item { id } }' }, { query: '{ item { id } }' }]);
  expect(status).toBe(400);
  expect(body.errors?.[0]?.message).toContain('batching');
});

test('other methods are told which ones there are', async () => {
  const { app } = await probeApp();
  for (const method of ['PUT', 'DELETE', 'OPTIONS'] as const) {
    const response = await app.inject({ method, url: '/graphql', headers: LOCAL });
    expect(response.statusCode).toBe(405);
    expect(response.headers['allow']).toBe('GET, POST');
  }
});

test.each(['production', 'development', 'test', ''])(
  'introspection is on, stack traces and landing page are off: NODE_ENV "%s"',
  async (value) => {
    vi.stubEnv('NODE_ENV', value);
    const { app } = await probeApp();
    const introspected = await post(app, { query: getIntrospectionQuery() });
    expect(introspected.body.errors).toBeUndefined();
    const failed = await post(app, { query: '{ broken }' });
    expect(failed.body.errors?.[0]?.extensions).not.toHaveProperty('stacktrace');
    const page = await app.inject({ url: '/graphql', headers: { ...LOCAL, accept: 'text/html' } });
    expect(page.statusCode).toBe(400);
    expect(page.body).not.toContain('<html');
  },
);

test('syntax, validation and variables are 400, with their codes', async () => {
  const { app } = await probeApp();
  const rows = [
    [{ query: '{ item {' }, 'GRAPHQL_PARSE_FAILED'],
    [{ query: '{ itme { id } }' }, 'GRAPHQL_VALIDATION_FAILED'],
    [{ query: 'query ($n: Int!) { items(count: $n) { id } }', variables: { n: 'x' } }, 'BAD_USER_INPUT'],
    [{ query: 'query A { item { id } }', operationName: 'B' }, 'OPERATION_RESOLUTION_FAILURE'],
    [{ query: '' }, 'BAD_REQUEST'],
    [{ query: 7 }, 'BAD_REQUEST'],
    [{ variables: {} }, 'BAD_REQUEST'],
    [{}, 'BAD_REQUEST'],
  ] as const;
  for (const [payload, code] of rows) {
    const answer = await post(app, payload);
    expect([answer.status, ...codesOf(answer)]).toEqual([400, code]);
    expect(answer.body).not.toHaveProperty('data');
  }
});

test('an error of one field leaves the others, with 200', async () => {
  const { app } = await probeApp();
  const answer = await post(app, { query: '{ item { id } coded }' });
  expect(answer.status).toBe(200);
  expect(answer.body.data).toEqual({ item: { id: '1' }, coded: null });
  expect(codesOf(answer)).toEqual(['FORBIDDEN']);
});

test('a bug is masked in the answer and logged once under its id, and neither says what it said', async () => {
  const { app, log } = await probeApp();
  const answer = await post(app, {
    query: `query MySecretName($v: Int = 4242) { items(count: $v) { id } brokenLater }`,
  });
  const id = String(answer.body.errors?.[0]?.extensions['id']);
  expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
  const entries = log()
    .split('\n')
    .filter((line) => line.includes(id));
  expect(entries).toHaveLength(1);
  expect(JSON.parse(entries[0] ?? '')).toMatchObject({
    level: 'error',
    id,
    name: 'TypeError',
    field: 'brokenLater',
  });
  expect(JSON.stringify(answer.body) + log()).not.toContain(SECRET);
  expect(log()).not.toMatch(/MySecretName|4242/);
});

test('tokens, variables, queries and query strings are never logged', async () => {
  const { app, log } = await probeApp();
  await post(
    app,
    { query: 'query Op1($c: Color!) { item { id } }', variables: { c: 'var1' } },
    { authorization: 'Bearer tok1' },
  );
  await app.inject({ url: '/graphql?query=str1', headers: { ...LOCAL, authorization: 'Bearer tok2' } });
  await app.inject({ url: '/nowhere/path1?x=str2', headers: LOCAL });
  expect(log()).toContain('answered');
  expect(log()).not.toMatch(/Op1|var1|tok1|tok2|str1|str2|path1/);
});

test('a request gives one line in the log', async () => {
  const { app, log } = await probeApp();
  await post(app, { query: '{ item { id } }' });
  expect(JSON.parse(log())).toMatchObject({
    level: 'info',
    method: 'POST',
    route: '/graphql',
    status: 200,
    ms: expect.any(Number),
    msg: 'answered',
  });
});

test('a context that fails is masked too', async () => {
  const { app, log } = await probeApp({
    contextFor: () => {
      throw new Error(SECRET);
    },
  });
  const answer = await post(app, { query: '{ item { id } }' });
  expect(answer.status).toBe(500);
  expect(codesOf(answer)).toEqual(['INTERNAL_SERVER_ERROR']);
  expect(JSON.stringify(answer.body) + log()).not.toContain(SECRET);
});

test('a context that refuses says so, with the status of its code', async () => {
  const { app } = await probeApp({
    contextFor: () => {
      throw new CodedError('CLUSTER_UNAVAILABLE', 'The cluster is down.');
    },
  });
  const answer = await post(app, { query: '{ item { id } }' });
  expect([answer.status, answer.body.errors?.[0]?.message]).toEqual([503, 'The cluster is down.']);
});

test("the caller's token reaches the execution; without one there is none", async () => {
  const { app, requests } = await probeApp();
  await post(app, { query: '{ item { id } }' }, { authorization: 'Bearer abc.DEF-123_~+/==' });
  await post(app, { query: '{ item { id } }' });
  expect(requests.map(({ credentials }) => credentials)).toEqual([{ bearerToken: 'abc.DEF-123_~+/==' }, {}]);
});

test.each(['Basic dXNlcjpwYXNz', 'Bearer', 'Bearer a b', 'abc'])(
  'an Authorization header that is no bearer token is 401, not the rights of the server: %s',
  async (authorization) => {
    const { app, requests } = await probeApp();
    const answer = await post(app, { query: '{ item { id } }' }, { authorization });
    expect(answer.status).toBe(401);
    expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
    expect(JSON.stringify(answer.body)).not.toContain('dXNlcjpwYXNz');
    expect(requests).toEqual([]);
  },
);
