/**
 * The bench: `npm run bench`, one part of it with `npm run bench -- --part scale`, another revision side by side with
 * `npm run bench -- --compare main~5`. Prints a table and writes `bench.json`. What it means: docs/performance.md.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Measurement } from './support/measurement.ts';

const PARTS = ['http', 'fairness', 'scale', 'manifests', 'direct-reader', 'cold-start'];
const root = join(import.meta.dirname, '..', '..');
/** Before the JSON of a part's measurements: a library may print too. */
const MARK = 'measured: ';

const { values } = parseArgs({
  options: {
    part: { type: 'string', multiple: true },
    json: { type: 'string', default: 'bench.json' },
    compare: { type: 'string' },
    /** For the processes that this one starts. */
    only: { type: 'string' },
  },
});

if (values.only === undefined) runAll();
else {
  const { measure } = (await import(`./parts/${values.only}.ts`)) as {
    measure(): Promise<readonly Measurement[]>;
  };
  console.log(`${MARK}${JSON.stringify(await measure())}`);
  process.exit();
}

function runAll(): void {
  const parts = PARTS.filter((part) => values.part === undefined || values.part.includes(part));
  const now = measureIn(root, parts);
  const before = values.compare === undefined ? [] : atRevision(values.compare, parts);
  const old = new Map(before.map((each) => [each.what, each.value]));
  console.log(
    `Node ${process.version}, ${availableParallelism()} cores of ${cpus()[0]?.model ?? 'unknown make'}`,
  );
  console.table(
    now.map(({ part, what, value, unit, reach = '' }) => ({
      part,
      what,
      value,
      unit,
      reach,
      ...(values.compare === undefined ? {} : { [values.compare]: old.get(what) ?? '' }),
    })),
  );
  const report = { node: process.version, measurements: now, compared: values.compare, before };
  writeFileSync(values.json, `${JSON.stringify(report, null, 2)}\n`);
}

/** Each part in a process of its own: what one leaves in memory is none of the next one's business. */
function measureIn(checkout: string, parts: readonly string[]): readonly Measurement[] {
  return parts.flatMap((part) => {
    console.error(`${part} ...`);
    const script = join(checkout, 'test', 'bench', 'run.ts');
    const args = ['--expose-gc', '--max-old-space-size=12288', script, '--only', part];
    const { stdout, status } = spawnSync(process.execPath, args, {
      cwd: checkout,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = stdout.split('\n').find((each) => each.startsWith(MARK));
    if (status === 0 && line !== undefined) return JSON.parse(line.slice(MARK.length)) as Measurement[];
    console.error(`${part} failed`);
    process.exitCode = 1;
    return [];
  });
}

/** The older code under this bench: figures of two benches cannot be compared. */
function atRevision(revision: string, parts: readonly string[]): readonly Measurement[] {
  const folder = mkdtempSync(join(tmpdir(), 'gwql-revision-'));
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8' });
  try {
    git('worktree', 'add', '--detach', folder, revision);
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    cpSync(join(root, 'test', 'bench'), join(folder, 'test', 'bench'), { recursive: true });
    return measureIn(folder, parts);
  } finally {
    git('worktree', 'remove', '--force', folder);
    rmSync(folder, { recursive: true, force: true });
  }
}
