import type { OptionRow, Parsed } from '../../config/option-row.ts';
import { SOURCE_OPTIONS } from '../../config/source-options.ts';
import { flag, oneOf, text } from '../../config/value-parsers.ts';
import type { FindingSeverity } from '../../gatewayapi/finding.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import type { ResultCode } from './check-result.ts';
import { parseAssumption } from './config/parse-assumption.ts';
import { parseCode } from './config/parse-code.ts';

export const REPORT_FORMATS = ['text', 'json', 'sarif', 'junit', 'github'] as const;

export type ReportFormat = (typeof REPORT_FORMATS)[number];

/** A report beside that on standard output. */
export interface FurtherReport {
  readonly format: ReportFormat;
  readonly file: string;
}

const FORMAT: OptionRow<ReportFormat> = {
  name: 'format',
  placeholder: 'format',
  help: 'text, json, sarif, junit, or github for annotations in a workflow',
  otherwise: 'text',
  parse: oneOf(...REPORT_FORMATS),
};

const REPORT: OptionRow<FurtherReport> = {
  name: 'report',
  placeholder: 'format=file',
  many: true,
  help: 'write a further report to a file, such as sarif=gwql.sarif',
  parse: furtherReport,
};

const SEVERITY_NAMES = { error: 'ERROR', warning: 'WARNING', info: 'INFO' } as const;

const FAIL_ON: OptionRow<FindingSeverity> = {
  name: 'fail-on',
  placeholder: 'severity',
  help: 'error, warning or info: what is as bad makes the check fail',
  otherwise: 'error',
  parse: (given) => {
    const parsed = oneOf('error', 'warning', 'info')(given);
    return 'value' in parsed ? { value: SEVERITY_NAMES[parsed.value] } : parsed;
  },
};

const COMPLETE: OptionRow<boolean> = {
  name: 'complete',
  help: 'the files are the whole cluster: what is in none of them does not exist',
  parse: flag,
};

const ASSUME: OptionRow<ObjectKey> = {
  name: 'assume',
  placeholder: 'kind/namespace/name',
  many: true,
  help: 'an object that exists outside the files, such as Service/shop/cart, GatewayClass/public or Secret/infra/*',
  parse: parseAssumption,
};

const CRDS: OptionRow<string> = {
  ...SOURCE_OPTIONS.crds,
  help: 'a file or folder with CRDs: objects are validated as an API server with them would, their rules included',
};

const ONLY: OptionRow<ResultCode> = {
  name: 'only',
  placeholder: 'code',
  many: true,
  help: 'tell only of this code',
  parse: parseCode,
};

const IGNORE: OptionRow<ResultCode> = {
  name: 'ignore',
  placeholder: 'code',
  many: true,
  help: 'tell nothing of this code',
  parse: parseCode,
};

const BASELINE: OptionRow<string> = {
  name: 'baseline',
  placeholder: 'file',
  help: 'a file with findings that are known: they do not make the check fail',
  parse: text,
};

const WRITE_BASELINE: OptionRow<boolean> = {
  name: 'write-baseline',
  help: 'write what is found to the file of --baseline, and succeed',
  parse: flag,
};

const CONFIG: OptionRow<string> = {
  name: 'config',
  placeholder: 'file',
  help: 'a file with options',
  otherwise: '.gwqlrc.yaml, here or in a folder above',
  parse: text,
};

/** What is looked for, and what counts. */
export const CHECK_OPTIONS = {
  complete: COMPLETE,
  assume: ASSUME,
  capabilities: SOURCE_OPTIONS.capabilities,
  crds: CRDS,
  failOn: FAIL_ON,
  only: ONLY,
  ignore: IGNORE,
  baseline: BASELINE,
  writeBaseline: WRITE_BASELINE,
};

const AGAINST_CLUSTER: OptionRow<boolean> = {
  name: 'against-cluster',
  help: 'tell only what applying the files to a live cluster would break or fix; nothing is applied',
  parse: flag,
};

const CONTEXT: OptionRow<string> = {
  name: 'context',
  placeholder: 'name',
  help: 'a context of the kubeconfig',
  otherwise: 'the current one',
  parse: text,
};

const KUBECONFIG: OptionRow<string> = {
  ...SOURCE_OPTIONS.kubeconfig,
  help: 'the cluster is that of this kubeconfig',
  otherwise: 'in a pod its own cluster, else $KUBECONFIG or ~/.kube/config',
};

/** The cluster to compare with. */
export const AGAINST_OPTIONS = {
  againstCluster: AGAINST_CLUSTER,
  kubeconfig: KUBECONFIG,
  context: CONTEXT,
};

/** What comes of it. */
export const CHECK_REPORT_OPTIONS = { format: FORMAT, report: REPORT, config: CONFIG };

/** All options of `gwql check`. */
export const ALL_CHECK_OPTIONS = { ...CHECK_OPTIONS, ...AGAINST_OPTIONS, ...CHECK_REPORT_OPTIONS };

function furtherReport(given: string): Parsed<FurtherReport> {
  const [name = '', ...rest] = given.split('=');
  const format = REPORT_FORMATS.find((each) => each === name);
  const file = rest.join('=');
  if (format !== undefined && file !== '') return { value: { format, file } };
  return { expected: `a format (${REPORT_FORMATS.join(', ')}), "=" and a file, such as sarif=gwql.sarif` };
}
