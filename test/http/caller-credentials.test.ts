import type { IncomingMessage } from 'node:http';
import { describe, expect, test } from 'vitest';
import { type CallerRules, callerCredentials } from '../../src/http/caller-credentials.ts';
import { codesOf, post, probeApp } from '../support/probe-app.ts';

const QUERY = { query: '{ __typename }' };
const CLUSTERS = ['west', 'user@east', 'arn:aws:eks:eu-west-1:1:cluster/north'];

async function ask(headers: { readonly [name: string]: string }, rules: Partial<CallerRules> = {}) {
  const { app, requests } = await probeApp({ callers: { auth: 'token', clusters: CLUSTERS, ...rules } });
  const answer = await post(app, QUERY, headers);
  const { errors = [] } = answer.body;
  const message = errors[0]?.message;
  return { answer, message, codes: codesOf(answer), credentials: requests[0]?.credentials };
}

describe('--auth token', () => {
  test('without a token there is no answer, whatever was asked', async () => {
    const { app, requests } = await probeApp({ callers: { auth: 'token', clusters: CLUSTERS } });
    for (const payload of [QUERY, { query: '{ not graphql' }, { query: '{ __schema { types { name } } }' }]) {
      const answer = await post(app, payload);
      expect(answer.status).toBe(401);
      expect(codesOf(answer)).toEqual(['UNAUTHENTICATED']);
      expect(answer.headers).toMatchObject({ 'www-authenticate': 'Bearer' });
      expect(answer.body).not.toHaveProperty('data');
    }
    expect(requests).toEqual([]);
  });

  test('a body that nobody may send is not read', async () => {
    const { app } = await probeApp({ callers: { auth: 'token', clusters: [] }, maxBodyBytes: 10 });
    expect((await post(app, QUERY)).status).toBe(401);
  });

  test('the token is for the default cluster, and those that name a cluster are for that one', async () => {
    const { credentials } = await ask({
      authorization: 'Bearer mine',
      'X-Gwql-Token-West': 'for-west',
      'x-gwql-token-user%40east': 'for-east',
      'x-gwql-token-arn%3Aaws%3Aeks%3Aeu-west-1%3A1%3Acluster%2Fnorth': 'for-north',
    });
    expect(credentials).toEqual({
      bearerToken: 'mine',
      tokens: new Map([
        ['west', 'for-west'],
        ['user@east', 'for-east'],
        ['arn:aws:eks:eu-west-1:1:cluster/north', 'for-north'],
      ]),
    });
  });

  test('who sends two tokens is nobody', () => {
    const lines = ['Authorization', 'Bearer one', 'authorization', 'Bearer two'];
    const request = { headers: { authorization: 'Bearer one' }, rawHeaders: lines } as IncomingMessage;
    const rules = { auth: 'token', clusters: [] } as const;
    expect(() => callerCredentials(request, rules)).toThrow('one token of the cluster');
    const once = { ...request, rawHeaders: lines.slice(0, 2) } as IncomingMessage;
    expect(callerCredentials(once, rules)).toEqual({ bearerToken: 'one' });
  });

  test('a token for one cluster is enough to ask that one', async () => {
    const { answer, credentials } = await ask({ 'x-gwql-token-west': 'for-west' });
    expect(answer.status).toBe(200);
    expect(credentials).toEqual({ tokens: new Map([['west', 'for-west']]) });
  });

  test.each([
    ['a cluster that is not here', { 'x-gwql-token-south': 'abc' }],
    ['no token', { 'x-gwql-token-west': 'Bearer abc' }],
    ['nothing', { 'x-gwql-token-west': '' }],
  ])('a header for %s is refused', async (_what, headers) => {
    const { answer, codes } = await ask({ authorization: 'Bearer mine', ...headers });
    expect(answer.status).toBe(401);
    expect(codes).toEqual(['UNAUTHENTICATED']);
  });

  test('a header that two clusters could be meant by is refused', async () => {
    const { answer } = await ask({ 'x-gwql-token-west': 'abc' }, { clusters: ['west', 'WEST'] });
    expect(answer.status).toBe(401);
  });

  test('a token in two headers is refused', async () => {
    const { app } = await probeApp({ callers: { auth: 'token', clusters: CLUSTERS } });
    const response = await app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { host: 'localhost:4000', 'x-gwql-token-west': ['one', 'two'] },
      payload: QUERY,
    });
    expect(response.statusCode).toBe(401);
  });

  test('who wants to be somebody else is told that it does not work here', async () => {
    const { answer, message } = await ask({ authorization: 'Bearer mine', 'impersonate-user': 'admin' });
    expect(answer.status).toBe(400);
    expect(message).toBe(
      'This server takes no Impersonate-* headers: it was not started with --auth impersonate.',
    );
  });
});

describe('--auth none', () => {
  test('needs no token, and refuses names of users', async () => {
    expect(await ask({}, { auth: 'none' })).toMatchObject({ answer: { status: 200 }, credentials: {} });
    const named = await ask({ 'impersonate-group': 'admins' }, { auth: 'none' });
    expect(named.answer.status).toBe(400);
  });
});

describe('--auth impersonate', () => {
  test('believes nobody on a connection without a certificate', async () => {
    const { answer, codes } = await ask({ 'impersonate-user': 'ann' }, { auth: 'impersonate' });
    expect(answer.status).toBe(401);
    expect(codes).toEqual(['UNAUTHENTICATED']);
  });
});

test('pages of other origins may send the header of each cluster', async () => {
  const { app } = await probeApp({
    callers: { auth: 'token', clusters: ['user@east'] },
    corsOrigins: ['https://dashboard.example.com'],
  });
  const response = await app.inject({
    method: 'OPTIONS',
    url: '/graphql',
    headers: {
      host: 'localhost:4000',
      origin: 'https://dashboard.example.com',
      'access-control-request-method': 'POST',
    },
  });
  expect(response.headers['access-control-allow-headers']).toContain('x-gwql-token-user%40east');
});
