import { writeFile } from 'node:fs/promises';
import { fileErrorText } from '../../../cluster/manifest/manifest-path-error.ts';
import type { CliIo, CliOutput } from '../../cli-io.ts';
import { PLAIN, paletteFor } from '../../report/paint.ts';
import { workspaceFile } from '../../report/workspace-file.ts';
import { UsageError } from '../../usage-error.ts';
import { writeOut } from '../../write-out.ts';
import type { CheckConfig } from '../check-config.ts';
import type { ReportFormat } from '../check-options.ts';
import type { CheckReport } from '../check-report.ts';
import { githubReport } from './github-report.ts';
import { jsonReport } from './json-report.ts';
import { junitCheckReport } from './junit-report.ts';
import { ruleTexts } from './rule-texts.ts';
import { sarifReport } from './sarif-report.ts';
import { type TextLook, textReport } from './text-report.ts';

interface WriteOptions {
  readonly config: Pick<CheckConfig, 'format' | 'reports'>;
  readonly io: CliIo;
  readonly version: string;
  readonly folder: string;
}

type Formatter = (report: CheckReport, options: WriteOptions, look: TextLook) => string;

const FORMATTERS: { readonly [format in ReportFormat]: Formatter } = {
  text: (report, _options, look) => textReport(report, look),
  json: jsonReport,
  sarif: (report, options) =>
    sarifReport(report, {
      version: options.version,
      inWorkspace: inWorkspaceOf(options),
      ruleText: ruleTexts(),
    }),
  junit: junitCheckReport,
  github: (report, options) => githubReport(report, inWorkspaceOf(options)),
};

/** Writes the report to standard output, and to each file of `--report`. */
export async function writeReports(report: CheckReport, options: WriteOptions): Promise<void> {
  const { config, io } = options;
  for (const { format, file } of config.reports) {
    const text = FORMATTERS[format](report, options, { palette: PLAIN, width: undefined });
    await writeFile(file, text).catch((error: unknown) => {
      throw new UsageError(`cannot write the report ${file}: ${fileErrorText(error)}`);
    });
  }
  const look = { palette: paletteFor(io), width: widthOf(io.stdout) };
  await writeOut(io.stdout, FORMATTERS[config.format](report, options, look));
}

const NARROWEST = 60;

function widthOf(stdout: CliOutput): number | undefined {
  const { isTTY, columns } = stdout;
  return isTTY === true && columns !== undefined ? Math.max(columns, NARROWEST) : undefined;
}

function inWorkspaceOf({ io, folder }: WriteOptions): (file: string) => string {
  return (file) => workspaceFile(file, { folder, env: io.env });
}
