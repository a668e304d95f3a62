import { ConfigError } from '../../config/config-error.ts';
import {
  type Environment,
  type FileOptions,
  type GivenOptions,
  OptionReader,
} from '../../config/option-reader.ts';
import type { OptionRow } from '../../config/option-row.ts';
import { text } from '../../config/value-parsers.ts';
import type { FindingSeverity } from '../../gatewayapi/finding.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import {
  AGAINST_OPTIONS,
  CHECK_OPTIONS,
  CHECK_REPORT_OPTIONS,
  type FurtherReport,
  type ReportFormat,
} from './check-options.ts';
import type { ResultCode } from './check-result.ts';

export interface CheckConfig {
  /** Files, folders, and `-` for standard input. */
  readonly paths: readonly string[];
  readonly complete: boolean;
  readonly assume: readonly ObjectKey[];
  readonly capabilities: string | undefined;
  /** Files and folders with the CRDs that objects are validated against; empty: they are not. */
  readonly crds: readonly string[];
  readonly againstCluster: boolean;
  readonly kubeconfig: string | undefined;
  readonly context: string | undefined;
  readonly failOn: FindingSeverity;
  /** Empty: all. */
  readonly only: readonly ResultCode[];
  readonly ignore: readonly ResultCode[];
  readonly baseline: string | undefined;
  readonly writeBaseline: boolean;
  readonly format: ReportFormat;
  readonly reports: readonly FurtherReport[];
}

/** In a file only: on the command line, paths are arguments. */
export const PATHS: OptionRow<string> = {
  name: 'paths',
  many: true,
  help: 'files and folders to check where none is given',
  parse: text,
};

/** The configuration of `gwql check`. Throws ConfigError, which names everything that is wrong. */
export function readCheckConfig(
  paths: readonly string[],
  given: GivenOptions,
  sources: { readonly env: Environment; readonly file?: FileOptions | undefined },
): CheckConfig {
  const options = new OptionReader(given, sources.env, sources.file);
  const config: CheckConfig = {
    paths: paths.length > 0 ? paths : options.many(PATHS),
    complete: options.one(CHECK_OPTIONS.complete)?.value ?? false,
    assume: options.many(CHECK_OPTIONS.assume),
    capabilities: options.one(CHECK_OPTIONS.capabilities)?.value,
    crds: options.many(CHECK_OPTIONS.crds),
    againstCluster: options.one(AGAINST_OPTIONS.againstCluster)?.value ?? false,
    kubeconfig: options.one(AGAINST_OPTIONS.kubeconfig)?.value,
    context: options.one(AGAINST_OPTIONS.context)?.value,
    failOn: options.one(CHECK_OPTIONS.failOn)?.value ?? 'ERROR',
    only: options.many(CHECK_OPTIONS.only),
    ignore: options.many(CHECK_OPTIONS.ignore),
    baseline: options.one(CHECK_OPTIONS.baseline)?.value,
    writeBaseline: options.one(CHECK_OPTIONS.writeBaseline)?.value ?? false,
    format: options.one(CHECK_REPORT_OPTIONS.format)?.value ?? 'text',
    reports: options.many(CHECK_REPORT_OPTIONS.report),
  };
  const isMeantForCluster = given['kubeconfig'] !== undefined || given['context'] !== undefined;
  const problems = [...options.problems, ...problemsWith(config)];
  if (isMeantForCluster && !config.againstCluster) problems.push(FOR_CLUSTER);
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

const FOR_CLUSTER = '--kubeconfig and --context need --against-cluster: without it no cluster is asked.';

function problemsWith({ paths, baseline, writeBaseline }: CheckConfig): readonly string[] {
  return [
    ...(paths.length === 0
      ? ['There is nothing to check. Give files, folders, or - for standard input.']
      : []),
    ...(paths.includes('') ? ['A path must not be empty.'] : []),
    ...(writeBaseline && baseline === undefined
      ? ['--write-baseline needs --baseline: the file to write to.']
      : []),
  ];
}
