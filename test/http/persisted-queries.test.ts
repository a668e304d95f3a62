import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { codesOf, post, probeApp } from '../support/probe-app.ts';

const query = '{ item { name } }';
const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
const persisted = (sha256Hash: string) => ({ persistedQuery: { version: 1, sha256Hash } });

test('a query that was sent once with its hash is known by its hash alone', async () => {
  const { app } = await probeApp();
  const extensions = persisted(hashOf(query));
  expect(codesOf(await post(app, { extensions }))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
  const answer = { data: { item: { name: 'item 1' } } };
  expect((await post(app, { query, extensions })).body).toEqual(answer);
  expect((await post(app, { extensions })).body).toEqual(answer);
});

test('a hash stands for its own query alone', async () => {
  const { app } = await probeApp();
  const answer = await post(app, { query, extensions: persisted(hashOf('{ broken }')) });
  expect(answer.status).toBe(400);
  expect(codesOf(answer)).toEqual(['BAD_REQUEST']);
  expect(answer.body.errors?.[0]?.message).toContain('persistedQuery');
  expect(answer.body.data).toBeUndefined();
});

test('a query that is not valid is not kept', async () => {
  const { app } = await probeApp();
  const wrong = '{ unheard }';
  const extensions = persisted(hashOf(wrong));
  expect(codesOf(await post(app, { query: wrong, extensions }))).toEqual(['GRAPHQL_VALIDATION_FAILED']);
  expect(codesOf(await post(app, { extensions }))).toEqual(['PERSISTED_QUERY_NOT_FOUND']);
});
