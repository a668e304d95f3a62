/**
 * How long `gwql query` on the demo takes from the start of its process to the end, next to a Node that does nothing.
 * `npm run bench:cold-start`, or with a number of runs: `npm run bench:cold-start -- 20`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const root = join(import.meta.dirname, '..', '..');
const runs = Math.min(Math.max(Number(process.argv[2] ?? 10) || 10, 1), 100);

const QUERY =
  '{ httpRoutes { nodes { metadata { name } spec { rules { backendRefs { resolution { reason } } } } } } }';
const BARE = 'bare node';
const DEMO = ['query', '--manifests', join(root, 'examples', 'demo'), QUERY];
const BUILT = join(root, 'dist', 'src', 'main.js');

interface Case {
  readonly name: string;
  readonly args: readonly string[];
}

interface Timing {
  readonly name: string;
  readonly fastest: number;
  readonly median: number;
}

const cases: readonly Case[] = [
  { name: BARE, args: ['-e', '0'] },
  { name: 'gwql query (TypeScript)', args: [join(root, 'src', 'main.ts'), ...DEMO] },
  ...(existsSync(BUILT) ? [{ name: 'gwql query (built)', args: [BUILT, ...DEMO] }] : []),
];

function timeOnce({ name, args }: Case): number {
  const start = performance.now();
  const result = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  const elapsed = performance.now() - start;
  if (result.status !== 0) throw new Error(`${name} ended with ${result.status}:\n${result.stderr}`);
  return elapsed;
}

function measure(one: Case): Timing {
  timeOnce(one); // the first run fills the caches of the file system
  const times = Array.from({ length: runs }, () => timeOnce(one)).sort((a, b) => a - b);
  return { name: one.name, fastest: times[0] ?? 0, median: times[Math.floor(times.length / 2)] ?? 0 };
}

const timings = cases.map(measure);
const bare = timings.find((timing) => timing.name === BARE)?.median ?? 1;
const rows = timings.map(({ name, fastest, median }) => ({
  process: name,
  'fastest ms': Math.round(fastest),
  'median ms': Math.round(median),
  'x bare node': Number((median / bare).toFixed(1)),
}));
console.log(`Node ${process.version}, ${runs} runs each`);
console.table(rows);
if (!existsSync(BUILT)) console.log('Not built: npm run build:js adds the row of the published JavaScript.');
