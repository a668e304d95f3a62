import { expect, test } from 'vitest';
import { codesOf, post, probeApp, SERVING } from '../support/probe-app.ts';

test('a query that is too deep is 400 QUERY_TOO_DEEP', async () => {
  const { app } = await probeApp();
  const deep = (levels: number) => `{ item ${'{ child '.repeat(levels)} { id } ${'}'.repeat(levels)} }`;
  expect(codesOf(await post(app, { query: deep(22) }))).toEqual([]);
  const answer = await post(app, { query: deep(23) });
  expect([answer.status, ...codesOf(answer)]).toEqual([400, 'QUERY_TOO_DEEP']);
});

test('a query with too many fields is 400 QUERY_TOO_COMPLEX, however it hides them', async () => {
  const { app } = await probeApp();
  const aliases = (count: number) =>
    `{ ${Array.from({ length: count }, (_, i) => `a${i}: item { id } `).join('')} }`;
  expect(codesOf(await post(app, { query: aliases(5_000) }))).toEqual([]);
  expect(codesOf(await post(app, { query: aliases(5_001) }))).toEqual(['QUERY_TOO_COMPLEX']);
  const levels = Array.from(
    { length: 20 },
    (_, i) => `fragment F${i} on Item { a: child { ...F${i + 1} } b: child { ...F${i + 1} } }`,
  );
  const bomb = `{ item { ...F0 } } ${levels.join(' ')} fragment F20 on Item { id }`;
  const answer = await post(app, { query: bomb });
  expect([answer.status, ...codesOf(answer)]).toEqual([400, 'QUERY_TOO_COMPLEX']);
});

test('a refused document is refused again when it is asked again', async () => {
  const { app } = await probeApp({ limits: { ...SERVING, maxDepth: 2 } });
  const query = '{ item { child { id } } }';
  expect(codesOf(await post(app, { query }))).toEqual(['QUERY_TOO_DEEP']);
  expect(codesOf(await post(app, { query }))).toEqual(['QUERY_TOO_DEEP']);
});

test('fragments that call each other without end are a validation error', async () => {
  const { app } = await probeApp();
  const query =
    '{ item { ...A } } fragment A on Item { child { ...B } } fragment B on Item { child { ...A } }';
  expect(codesOf(await post(app, { query }))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
});

test('a document that exhausts the stack is refused, and the server goes on', async () => {
  const { app } = await probeApp();
  const nested = await post(app, { query: `${'{ item '.repeat(40_000)}{ id }${'}'.repeat(40_000)}` });
  expect(nested.status).toBe(400);
  const chain = Array.from({ length: 9_000 }, (_, i) => `fragment F${i} on Item { ...F${i + 1} }`).join(' ');
  const chained = await post(app, { query: `{ item { ...F0 } } ${chain} fragment F9000 on Item { id }` });
  expect(chained.status).toBeGreaterThanOrEqual(400);
  expect(chained.body.errors).toHaveLength(1);
  expect((await post(app, { query: '{ item { id } }' })).status).toBe(200);
});

test('a spent budget is one error, and data is null', async () => {
  const { app } = await probeApp({ limits: { ...SERVING, maxNodes: 1_000 } });
  const answer = await post(app, { query: '{ items(count: 400) { id must children { lazy { id } } } }' });
  expect(answer.body.data).toBeNull();
  expect(codesOf(answer)).toEqual(['QUERY_TOO_COMPLEX']);
});

test('a query over its time is one TIMEOUT, and data is null', async () => {
  const { app, requests } = await probeApp({ limits: { ...SERVING, timeoutMs: 30 } });
  const answer = await post(app, { query: '{ item { id } forever }' });
  expect(answer.body.data).toBeNull();
  expect(codesOf(answer)).toEqual(['TIMEOUT']);
  expect(requests[0]?.budget.signal.aborted).toBe(true);
});

test('introspection by the thousand is QUERY_TOO_COMPLEX', async () => {
  const { app } = await probeApp();
  const types = 'types { fields { type { fields { type { name } } } } }';
  const query = `{ ${Array.from({ length: 1_000 }, (_, i) => `a${i}: __schema { ${types} }`).join(' ')} }`;
  expect(codesOf(await post(app, { query }))).toEqual(['QUERY_TOO_COMPLEX']);
});

test('the page size reaches the execution', async () => {
  const { app, requests } = await probeApp({ limits: { ...SERVING, maxPageSize: 50 } });
  await post(app, { query: '{ item { id } }' });
  expect(requests[0]?.pageSize).toBe(50);
});

test('a body over the limit is 413, in the shape of GraphQL', async () => {
  const { app } = await probeApp({ maxBodyBytes: 1_048_576 });
  const answer = await post(app, { query: `{ item { id } } #${'x'.repeat(1_048_576)}` });
  expect(answer.status).toBe(413);
  expect(codesOf(answer)).toEqual(['BAD_REQUEST']);
  expect(answer.body.errors?.[0]?.message).toContain('1048576 bytes');
});

test.each(['{"query": ', '{"query": "{ item { id } }", "__proto__": {}}', '[1', 'null'])(
  'a body that is no request is 400, in the shape of GraphQL: %s',
  async (payload) => {
    const { app } = await probeApp();
    const headers = { host: 'localhost', 'content-type': 'application/json' };
    const response = await app.inject({ method: 'POST', url: '/graphql', headers, payload });
    expect(response.statusCode).toBe(400);
    expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
  },
);

test('more queries at once than allowed are told to come back, probes are not', async () => {
  const { app } = await probeApp({ maxInFlight: 2 });
  const running = [1, 2].map(() => post(app, { query: '{ wait(ms: 200) }' }));
  await new Promise((resolve) => setTimeout(resolve, 50));
  const refused = await post(app, { query: '{ item { id } }' });
  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBe('1');
  expect(codesOf(refused)).toEqual(['TOO_MANY_REQUESTS']);
  expect((await app.inject({ url: '/healthz' })).statusCode).toBe(200);
  expect((await Promise.all(running)).map(({ status }) => status)).toEqual([200, 200]);
  expect((await post(app, { query: '{ item { id } }' })).status).toBe(200);
});

test('refused requests give their place back', async () => {
  const { app } = await probeApp({ maxInFlight: 1 });
  for (let i = 0; i < 3; i++) {
    expect((await post(app, { query: '{ item' })).status).toBe(400);
    expect((await post(app, { query: `#${'x'.repeat(1_100_000)}` })).status).toBe(413);
  }
  expect((await post(app, { query: '{ item { id } }' })).status).toBe(200);
});
