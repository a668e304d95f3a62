import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { formatKey } from '../../../kube/object-key.ts';
import { type CheckReport, exitCodeOf } from '../check-report.ts';
import { type CheckResult, RESULT_SEVERITY, type ResultCode } from '../check-result.ts';
import { placeInRepository, type RepositoryPlace } from './place-in-repository.ts';
import type { RuleText } from './rule-texts.ts';

export interface SarifOptions {
  readonly version: string;
  /** Gives a file the name that the repository knows it by. */
  readonly inWorkspace: (file: string) => string;
  /** What a code means. */
  readonly ruleText: (code: ResultCode) => RuleText;
}

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS = { ERROR: 'error', WARNING: 'warning', INFO: 'note' } as const;

/** The report as static analysis results (SARIF 2.1.0), for GitHub's code scanning and others. */
export function sarifReport(report: CheckReport, options: SarifOptions): string {
  const codes = [...new Set(report.results.map(({ code }) => code))].sort();
  const run = {
    tool: {
      driver: { name: 'gwql', version: options.version, rules: codes.map((code) => ruleOf(code, options)) },
    },
    invocations: [{ executionSuccessful: exitCodeOf(report) !== 2 }],
    columnKind: 'utf16CodeUnits',
    results: numbered(report.results).map(([result, occurrence]) => ({
      ruleId: result.code,
      ruleIndex: codes.indexOf(result.code),
      level: LEVELS[result.severity],
      message: { text: messageOf(result) },
      locations: [locationOf(result, report, options)],
      partialFingerprints: { 'gwql/v1': `${result.fingerprint}:${occurrence}` },
      ...baselineState(result, report),
    })),
  };
  return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, null, 2)}\n`;
}

/** Results with the same fingerprint are told apart by their number. */
function numbered(results: readonly CheckResult[]): readonly (readonly [CheckResult, number])[] {
  const counts = new Map<string, number>();
  return results.map((result) => {
    const count = (counts.get(result.fingerprint) ?? 0) + 1;
    counts.set(result.fingerprint, count);
    return [result, count] as const;
  });
}

function ruleOf(code: ResultCode, { ruleText }: SarifOptions): object {
  const { summary, markdown } = ruleText(code);
  return {
    id: code,
    name: code,
    shortDescription: { text: summary },
    fullDescription: { text: summary },
    help: { text: markdown, markdown },
    defaultConfiguration: { level: LEVELS[RESULT_SEVERITY[code]] },
  };
}

function messageOf({ message, hint }: CheckResult): string {
  return hint === undefined ? message : `${message}\n${hint.trimEnd()}`;
}

function locationOf(result: CheckResult, { files }: CheckReport, { inWorkspace }: SarifOptions): object {
  const { object, path: field } = result;
  // What becomes wrong elsewhere is shown at the change: readers of SARIF want a file.
  const place: RepositoryPlace = result.elsewhere
    ? { file: inWorkspace(files[0] ?? '') }
    : placeInRepository(result.source, inWorkspace);
  const { file, line, column } = place;
  const region = line === undefined ? {} : { region: { startLine: line, startColumn: column } };
  const name = object === undefined ? undefined : `${formatKey(object)} ${field ?? ''}`.trim();
  return {
    physicalLocation: { artifactLocation: { uri: uriOf(file) }, ...region },
    ...(name !== undefined && { logicalLocations: [{ fullyQualifiedName: name, kind: 'object' }] }),
  };
}

/** A path of the repository stays relative; each part is escaped. */
function uriOf(file: string): string {
  if (path.isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(path.sep).map(encodeURIComponent).join('/');
}

function baselineState(result: CheckResult, { known, gone }: CheckReport): object {
  if (gone === undefined) return {};
  return { baselineState: known.has(result) ? 'unchanged' : 'new' };
}
