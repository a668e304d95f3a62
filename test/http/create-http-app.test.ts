import { expect, test } from 'vitest';
import { post, probeApp, probePage } from '../support/probe-app.ts';
import { SECRET } from '../support/probe-schema.ts';

const LOCAL = { host: 'localhost' };

test('/ and /graphiql lead to the page', async () => {
  const { app } = await probeApp({ webRoot: probePage() });
  for (const url of ['/', '/graphiql']) {
    const response = await app.inject({ url, headers: LOCAL });
    expect(response.statusCode).toBe(302);
    expect(new URL(String(response.headers['location']), `http://localhost${url}`).pathname).toBe(
      '/graphiql/',
    );
  }
  const page = await app.inject({ url: '/graphiql/', headers: LOCAL });
  expect(page.statusCode).toBe(200);
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers['cache-control']).toBe('no-cache');
});

test('files of the page with a hash in their name may be kept for good', async () => {
  const { app } = await probeApp({ webRoot: probePage() });
  const response = await app.inject({ url: '/graphiql/assets/main-abc123.js', headers: LOCAL });
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toContain('javascript');
  expect(response.headers['cache-control']).toContain('immutable');
});

test.each([
  '/graphiql/../package.json',
  '/graphiql/%2e%2e/%2e%2e/etc/passwd',
  '/graphiql/..%2f..%2fetc/passwd',
  '/graphiql/nothing.js',
])('nothing outside the page is served: %s', async (url) => {
  const { app } = await probeApp({ webRoot: probePage() });
  const response = await app.inject({ url, headers: LOCAL });
  expect([400, 403, 404]).toContain(response.statusCode);
  expect(response.json()).toHaveProperty('errors');
});

test('a page that was not built says what to do', async () => {
  const { app } = await probeApp();
  const response = await app.inject({ url: '/graphiql/', headers: LOCAL });
  expect(response.statusCode).toBe(503);
  expect(response.body).toContain('npm run build:web');
});

test('what is not there says what is', async () => {
  const { app } = await probeApp();
  const response = await app.inject({ url: '/nothing', headers: LOCAL });
  expect(response.statusCode).toBe(404);
  expect(response.json().errors[0].message).toContain('/graphql');
});

test('a URL that cannot be read is 400', async () => {
  const { app } = await probeApp();
  const response = await app.inject({ url: '/%zz', headers: LOCAL });
  expect(response.statusCode).toBe(400);
  expect(response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
});

test('the policy for content has no foreign origin, no inline script and no eval', async () => {
  const { app } = await probeApp({ webRoot: probePage() });
  const { headers } = await app.inject({ url: '/graphiql/', headers: LOCAL });
  const policy = String(headers['content-security-policy']);
  expect(policy).toContain("default-src 'self'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("worker-src 'self' blob:");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/https?:|unsafe-eval|upgrade-insecure-requests/);
});

test('every answer carries the security headers', async () => {
  const { app } = await probeApp();
  for (const url of ['/', '/healthz', '/nothing', '/graphql']) {
    const { headers } = await app.inject({ url, headers: LOCAL });
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers).not.toHaveProperty('strict-transport-security');
    expect(headers).not.toHaveProperty('x-powered-by');
  }
});

test('without --cors-origin no page of another origin may read anything', async () => {
  const { app } = await probeApp();
  const { headers } = await post(app, { query: '{ item { id } }' }, { origin: 'https://evil.example' });
  expect(headers).not.toHaveProperty('access-control-allow-origin');
  const preflight = await app.inject({
    method: 'OPTIONS',
    url: '/graphql',
    headers: { ...LOCAL, origin: 'https://evil.example', 'access-control-request-method': 'POST' },
  });
  expect(preflight.headers).not.toHaveProperty('access-control-allow-origin');
});

test('with --cors-origin the pages of that origin may, and no others', async () => {
  const { app } = await probeApp({ corsOrigins: ['https://dashboard.example'] });
  const preflight = (origin: string) =>
    app.inject({
      method: 'OPTIONS',
      url: '/graphql',
      headers: {
        ...LOCAL,
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });
  const allowed = await preflight('https://dashboard.example');
  expect(allowed.statusCode).toBe(204);
  expect(allowed.headers['access-control-allow-origin']).toBe('https://dashboard.example');
  expect(allowed.headers['access-control-allow-headers']).toContain('content-type');
  expect(allowed.headers).not.toHaveProperty('access-control-allow-credentials');
  expect((await preflight('https://evil.example')).headers).not.toHaveProperty('access-control-allow-origin');
  const { headers } = await post(app, { query: '{ item { id } }' }, { origin: 'https://dashboard.example' });
  expect(headers['access-control-allow-origin']).toBe('https://dashboard.example');
});

test('* allows every origin', async () => {
  const { app } = await probeApp({ corsOrigins: ['*'] });
  const { headers } = await post(app, { query: '{ item { id } }' }, { origin: 'https://any.example' });
  expect(headers['access-control-allow-origin']).toBe('*');
});

test('/healthz says that the process runs, also by the address of a pod', async () => {
  const { app } = await probeApp();
  const response = await app.inject({ url: '/healthz', headers: { host: '10.1.2.3:4000' } });
  expect([response.statusCode, response.json()]).toEqual([200, { status: 'ok' }]);
});

test('/readyz says whether a query would be answered, and why not', async () => {
  const { app } = await probeApp();
  const headers = { host: '10.1.2.3:4000' };
  expect((await app.inject({ url: '/readyz', headers })).json()).toEqual({ status: 'ready' });
  const down = await probeApp({
    readiness: async () => ({ ready: false, reason: 'the cluster does not answer' }),
  });
  const response = await down.app.inject({ url: '/readyz', headers });
  expect(response.statusCode).toBe(503);
  expect(response.json()).toEqual({ status: 'not ready', reason: 'the cluster does not answer' });
});

test('a readiness that fails is masked', async () => {
  const { app, log } = await probeApp({
    readiness: async () => {
      throw new Error(SECRET);
    },
  });
  const response = await app.inject({ url: '/readyz' });
  expect(response.statusCode).toBe(500);
  const { id } = response.json().errors[0].extensions;
  expect(log()).toContain(id);
  expect(response.body + log()).not.toContain(SECRET);
});
