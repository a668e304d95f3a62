import autocannon from 'autocannon';
import { FULL_PAGE, ONE_ROUTE } from '../support/bench-queries.ts';
import { type Measurement, rounded } from '../support/measurement.ts';
import { startServer } from '../support/start-server.ts';

const SECONDS = 10;

/** What a small query waits while somebody asks for full pages of 1,000 routes, one after the other. */
export async function measure(): Promise<readonly Measurement[]> {
  const server = await startServer(1_000, 'compiled');
  try {
    const alone = await ask(server.url, ONE_ROUTE, 3);
    const [large, small] = await Promise.all([
      ask(server.url, FULL_PAGE, SECONDS),
      ask(server.url, ONE_ROUTE, SECONDS),
    ]);
    return [
      { part: 'fairness', what: 'one route alone, p99', value: rounded(alone.latency.p99), unit: 'ms' },
      { part: 'fairness', what: 'full pages', value: rounded(large.requests.average), unit: 'requests/s' },
      {
        part: 'fairness',
        what: 'one route beside full pages, p99',
        value: rounded(small.latency.p99),
        unit: 'ms',
        reach: '< 100',
      },
    ];
  } finally {
    await server.stop();
  }
}

async function ask(url: string, query: string, duration: number) {
  return await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
    connections: 1,
    duration,
  });
}
