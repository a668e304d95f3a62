import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Measurement, rounded } from '../support/measurement.ts';

const RUNS = 10;
const root = join(import.meta.dirname, '..', '..', '..');

const QUERY =
  '{ httpRoutes { nodes { metadata { name } spec { rules { backendRefs { resolution { reason } } } } } } }';
const DEMO = ['query', '--manifests', join(root, 'examples', 'demo'), QUERY];
const BUILT = join(root, 'dist', 'src', 'main.js');

const CASES = [
  { name: 'a Node that does nothing', args: ['-e', '0'], reach: undefined },
  { name: 'gwql query, TypeScript', args: [join(root, 'src', 'main.ts'), ...DEMO], reach: undefined },
  // the published JavaScript, where `npm run build:js` has made it
  ...(existsSync(BUILT) ? [{ name: 'gwql query, built', args: [BUILT, ...DEMO], reach: '<= 1000' }] : []),
];

/** How long `gwql query` on the demo takes from the start of its process to the end. */
export async function measure(): Promise<readonly Measurement[]> {
  return CASES.map(({ name, args, reach }) => {
    timeOnce(args); // the first run fills the caches of the file system
    const times = Array.from({ length: RUNS }, () => timeOnce(args)).sort((a, b) => a - b);
    const median = rounded(times[Math.floor(RUNS / 2)] ?? Number.NaN);
    return {
      part: 'cold-start',
      what: name,
      value: median,
      unit: 'ms',
      ...(reach === undefined ? {} : { reach }),
    };
  });
}

function timeOnce(args: readonly string[]): number {
  const start = performance.now();
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const elapsed = performance.now() - start;
  if (result.status !== 0)
    throw new Error(`${args.join(' ')} ended with ${result.status}:\n${result.stderr}`);
  return elapsed;
}
