import { type CliIo, tell } from '../cli-io.ts';
import { paletteFor } from '../report/paint.ts';
import { passes } from '../schema-check/check-report.ts';
import { githubReport } from '../schema-check/report/github-report.ts';
import { writeOut } from '../write-out.ts';
import { crdDiffJson } from './crd-diff-json.ts';
import type { CrdDiffReport } from './crd-diff-report.ts';
import { crdDiffText } from './crd-diff-text.ts';
import { diffCrds } from './diff-crds.ts';
import type { SchemaDiffCrdsConfig } from './schema-diff-crds-config.ts';

export interface SchemaDiffCrdsOptions {
  readonly config: SchemaDiffCrdsConfig;
  readonly io: Pick<CliIo, 'stdout' | 'stderr' | 'env'>;
}

/**
 * `gwql schema diff-crds`: what an upgrade of CRDs changes for clients. The exit code is 0, or 1 where something is as
 * bad as `--fail-on`. Throws CrdInputError.
 */
export async function runSchemaDiffCrds({ config, io }: SchemaDiffCrdsOptions): Promise<number> {
  const { report, notes } = await diffCrds(config.older, config.newer);
  for (const note of notes) tell(io, note);
  await writeOut(io.stdout, format(report, { config, io }));
  return config.failOn === undefined || passes(asCheck(report), config.failOn) ? 0 : 1;
}

function format(report: CrdDiffReport, { config, io }: SchemaDiffCrdsOptions): string {
  if (config.format === 'json') return crdDiffJson(report);
  return config.format === 'text'
    ? crdDiffText(report, paletteFor(io))
    : githubReport(asCheck(report), (file) => file);
}

function asCheck({ older, kinds, shared }: CrdDiffReport): Parameters<typeof passes>[0] {
  const changes = [...kinds.flatMap((kind) => kind.changes), ...shared];
  return { comparison: { older, changes }, documents: undefined };
}
