import { createHash } from 'node:crypto';
import type { FastifyInstance, InjectOptions } from 'fastify';
import { expect, test } from 'vitest';
import { CodedError } from '../../src/errors.ts';
import { probeApp } from '../support/probe-app.ts';

const QUERY = 'query Q($n: Int = 1) { items(count: $n) { id } }';
const JSON_TYPE = { host: 'localhost', 'content-type': 'application/json' };
const PREFLIGHT = { host: 'localhost', 'apollo-require-preflight': '1' };
const HASH = createHash('sha256').update(QUERY).digest('hex');

const posted = (payload: object, headers = {}): InjectOptions => ({
  method: 'POST',
  url: '/graphql',
  headers: { ...JSON_TYPE, ...headers },
  payload,
});
const got = (search: string, headers: object = PREFLIGHT): InjectOptions => ({
  method: 'GET',
  url: `/graphql?${search}`,
  headers: { ...headers },
});
const encoded = encodeURIComponent(QUERY);

async function told(app: FastifyInstance, request: InjectOptions) {
  const { statusCode, headers, body } = await app.inject(request);
  const { date: _date, ...rest } = headers;
  return { statusCode, headers: rest, body };
}

test.each([
  ['a query', posted({ query: QUERY })],
  ['variables', posted({ query: QUERY, variables: { n: 3 } })],
  ['a variable of the wrong type', posted({ query: QUERY, variables: { n: 'three' } })],
  ['nothing but the query, in other words', posted({ query: QUERY, variables: null, operationName: null })],
  ['extensions', posted({ query: QUERY, extensions: { client: 'test' } })],
  ['a name', posted({ query: QUERY, operationName: 'Q' })],
  ['a charset', posted({ query: QUERY }, { 'content-type': 'application/json; charset=utf-8' })],
  ['any type', posted({ query: QUERY }, { accept: '*/*' })],
  ['a search', got(`query=${encoded}`)],
  ['a search with variables', got(`query=${encoded}&variables=${encodeURIComponent('{"n":2}')}`)],
])('a known query is answered as Apollo answers, without asking it: %s', async (_what, request) => {
  const [alone, known] = [await probeApp({ known: undefined }), await probeApp()];
  await known.app.inject(posted({ query: QUERY }));
  const before = known.documents.stats().hits;
  expect(await told(known.app, request)).toEqual(await told(alone.app, request));
  expect(known.documents.stats().hits).toBe(before + 1);
});

test.each([
  ['a name that is not there', posted({ query: QUERY, operationName: 'R' })],
  ['an empty name', posted({ query: QUERY, operationName: '' })],
  ['variables as text', posted({ query: QUERY, variables: '{}' })],
  ['variables as a list', posted({ query: QUERY, variables: [] })],
  ['extensions as text', posted({ query: QUERY, extensions: 'text' })],
  ['a name that is none', posted({ query: QUERY, operationName: 7 })],
  ['a batch', posted([{ query: QUERY }])],
  [
    'a query to be kept',
    posted({ query: QUERY, extensions: { persistedQuery: { version: 1, sha256Hash: HASH } } }),
  ],
  [
    'a hash that is not its own',
    posted({ query: QUERY, extensions: { persistedQuery: { version: 1, sha256Hash: 'abc' } } }),
  ],
  ['a type that is not served', posted({ query: QUERY }, { accept: 'text/csv' })],
  [
    'the type of GraphQL answers',
    posted({ query: QUERY }, { accept: 'application/graphql-response+json, application/json;q=0.9' }),
  ],
  ['no sign that a form could not send it', got(`query=${encoded}`, { host: 'localhost' })],
  ['an empty sign', got(`query=${encoded}`, { host: 'localhost', 'apollo-require-preflight': '' })],
  ['a query twice', got(`query=${encoded}&query=${encoded}`)],
  ['variables that are no JSON', got(`query=${encoded}&variables=no`)],
  ['no query', got('variables={}')],
])('Apollo answers what is odd about a request, though its query is known: %s', async (_what, request) => {
  const [alone, known] = [await probeApp({ known: undefined }), await probeApp()];
  await known.app.inject(posted({ query: QUERY }));
  expect(await told(known.app, request)).toEqual(await told(alone.app, request));
});

test('who may not ask is told so for a known query too, and asked once who he is', async () => {
  let calls = 0;
  const { app } = await probeApp({
    contextFor: ({ budget }) => {
      calls += 1;
      if (calls > 1) throw new CodedError('UNAUTHENTICATED', 'Who are you?');
      return { budget, reports: () => [] };
    },
  });
  await app.inject(posted({ query: QUERY }));
  const answer = await app.inject(posted({ query: QUERY }));
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toBe('Bearer');
  expect(calls).toBe(2);
});

test('a mutation of a known document does not pass', async () => {
  const { app } = await probeApp();
  const query = 'query A { item { id } } mutation B { paint(color: RED) }';
  await app.inject(posted({ query, operationName: 'A' }));
  const asked = got(`query=${encodeURIComponent(query)}&operationName=B`);
  expect((await app.inject(asked)).statusCode).toBe(405);
});
