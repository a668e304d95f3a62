import { readCapabilities } from '../../read-capabilities.ts';
import { type CliIo, tell } from '../cli-io.ts';
import { countOf } from '../report/count-of.ts';
import type { AgainstOptions, AgainstOutcome } from './against/check-against-cluster.ts';
import { baselineOf, compareWithBaseline } from './baseline/baseline.ts';
import { readBaseline, writeBaseline } from './baseline/baseline-file.ts';
import type { CheckConfig } from './check-config.ts';
import { type CheckReport, exitCodeOf } from './check-report.ts';
import type { CheckResult, ResultCode } from './check-result.ts';
import { compareResults } from './compare-results.ts';
import { findResults } from './find-results.ts';
import { loadManifests } from './load-manifests.ts';
import { problemResults } from './problem-results.ts';
import { progressOn } from './progress.ts';
import { writeReports } from './report/write-reports.ts';
import { SchemaChecker } from './schema-checker.ts';
import { schemaResults } from './schema-results.ts';

export interface RunCheckOptions {
  readonly config: CheckConfig;
  readonly io: CliIo;
  readonly version: string;
  /** @default the working folder */
  readonly folder?: string | undefined;
}

/** `gwql check`: the exit code is 1 for findings as bad as `--fail-on`, 2 where something could not be read. */
export async function runCheck({ config, io, version, folder = '.' }: RunCheckOptions): Promise<number> {
  const capabilities = await readCapabilities(config.capabilities);
  const progress = progressOn(io);
  const schemas = await SchemaChecker.open(config.crds);
  const options = { config, io, version, capabilities, schemas, progress, now: Date.now() };
  const found = await (config.againstCluster ? against(options) : checkFiles(options));
  progress.clear();
  schemas?.tellUnknownKinds(io);
  const results = [...found.results, ...(schemas?.skippedRules() ?? [])]
    .filter(({ code }) => isWanted(code, config))
    .sort(compareResults(found.files));
  if (config.writeBaseline) await renewBaseline(results, { config, io });
  const { failOn, complete, againstCluster } = config;
  const report: CheckReport = {
    ...found,
    results,
    failOn,
    complete: complete || againstCluster,
    ...(await comparison(results, config)),
  };
  await writeReports(report, { config, io, version, folder });
  return exitCodeOf(report);
}

async function against(options: AgainstOptions): Promise<AgainstOutcome> {
  const { checkAgainstCluster } = await import('./against/check-against-cluster.ts');
  return checkAgainstCluster(options);
}

async function checkFiles(options: AgainstOptions): Promise<AgainstOutcome> {
  const { config, io, schemas, progress } = options;
  const { files, objects, snapshot } = await loadManifests({
    paths: config.paths,
    stdin: io.stdin,
    progress,
  });
  const found = await findResults({ ...config, ...options, snapshot });
  const refused = schemas === undefined ? [] : schemaResults(schemas, snapshot);
  return { files, objects, results: [...problemResults(snapshot.problems), ...found, ...refused] };
}

/** What could not be read is told whatever one looks for, unless it is ignored by name. */
function isWanted(code: ResultCode, { only, ignore }: CheckConfig): boolean {
  if (ignore.includes(code)) return false;
  return only.length === 0 || only.includes(code) || code === 'MANIFEST_NOT_READ';
}

async function comparison(
  results: readonly CheckResult[],
  config: CheckConfig,
): Promise<Pick<CheckReport, 'known' | 'gone'>> {
  if (config.baseline === undefined) return { known: new Set(), gone: undefined };
  const baseline = await readBaseline(config.baseline);
  return compareWithBaseline(results, baseline, (code) => isWanted(code, config));
}

async function renewBaseline(
  results: readonly CheckResult[],
  { config, io }: Pick<RunCheckOptions, 'config' | 'io'>,
): Promise<void> {
  if (config.baseline === undefined) return;
  const known = baselineOf(results);
  await writeBaseline(config.baseline, known);
  const count = known.reduce((sum, finding) => sum + finding.count, 0);
  tell(io, `wrote ${countOf(count, 'finding')} to ${config.baseline}`);
}
