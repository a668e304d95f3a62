import { describe, expect, test } from 'vitest';
import { createMetricsApp } from '../../src/http/metrics-route.ts';
import { Metrics } from '../../src/telemetry/metrics.ts';
import { probeApp } from '../support/probe-app.ts';

async function metered() {
  const metrics = new Metrics();
  const { app } = await probeApp({ metrics, servesMetrics: true, observer: metrics });
  return {
    app,
    read: async () => (await app.inject({ url: '/metrics', headers: { host: 'localhost' } })).body,
  };
}

describe('/metrics', () => {
  test('is text for Prometheus that nobody keeps', async () => {
    const { app } = await metered();
    const { statusCode, headers, body } = await app.inject({ url: '/metrics' });
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toContain('# TYPE gwql_http_requests_total counter');
  });

  test('counts requests by the pattern of their route, and nothing that callers made up', async () => {
    const { app, read } = await metered();
    await app.inject({ url: '/healthz' });
    await app.inject({ url: '/secret-path?token=abc' });
    await app.inject({ url: '/graphiql/some/file.js' });
    const text = await read();
    expect(text).toContain('gwql_http_requests_total{method="GET",route="/healthz",status="200"} 1');
    expect(text).toContain('gwql_http_requests_total{method="GET",route="none",status="404"} 1');
    expect(text).not.toMatch(/secret-path|abc|file\.js/);
  });

  test('counts operations by name, the first time and when they are known', async () => {
    const { app, read } = await metered();
    const payload = { query: 'query Named { __typename }' };
    const headers = { host: 'localhost', 'content-type': 'application/json' };
    for (const _ of [1, 2, 3]) await app.inject({ method: 'POST', url: '/graphql', headers, payload });
    await app.inject({ method: 'POST', url: '/graphql', headers, payload: { query: '{ nonsense' } });
    const text = await read();
    expect(text).toContain('gwql_graphql_operations_total{operation="Named",outcome="ok"} 3');
    expect(text).toContain('gwql_graphql_errors_total{code="GRAPHQL_PARSE_FAILED"} 1');
  });

  test('is not on the port of the API where it has its own', async () => {
    const metrics = new Metrics();
    const { app } = await probeApp({ metrics });
    expect((await app.inject({ url: '/metrics' })).statusCode).toBe(404);
    const own = createMetricsApp(metrics, { host: '127.0.0.1', allowedHosts: [] });
    expect((await own.inject({ url: '/metrics' })).statusCode).toBe(200);
    expect((await own.inject({ url: '/graphql' })).statusCode).toBe(404);
    const rebound = { url: '/metrics', headers: { host: 'evil.example' } };
    expect((await own.inject(rebound)).statusCode).toBe(421);
    await own.close();
  });
});
