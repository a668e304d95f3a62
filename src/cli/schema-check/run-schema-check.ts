import { buildSchema, type GraphQLSchema } from 'graphql';
import type { CliActions } from '../cli-actions.ts';
import { type CliIo, tell } from '../cli-io.ts';
import { paletteFor } from '../report/paint.ts';
import { workspaceFile } from '../report/workspace-file.ts';
import { UsageError } from '../usage-error.ts';
import { writeOut } from '../write-out.ts';
import { type CheckReport, type ComparisonReport, passes } from './check-report.ts';
import { compareWithOlder } from './compare-with-older.ts';
import { checkDocuments } from './documents/check-documents.ts';
import type { DocumentsReport } from './documents/documents-report.ts';
import { findDocuments } from './documents/find-documents.ts';
import { readDocuments } from './documents/read-documents.ts';
import { readOlderSchema } from './older/read-older-schema.ts';
import { githubReport } from './report/github-report.ts';
import { jsonReport } from './report/json-report.ts';
import { textReport } from './report/text-report.ts';
import type { SchemaCheckConfig } from './schema-check-config.ts';

export interface SchemaCheckOptions {
  readonly config: SchemaCheckConfig;
  readonly io: Pick<CliIo, 'stdout' | 'stderr' | 'env'>;
  /** This build's schema is the one that it prints. */
  readonly actions: Pick<CliActions, 'printSchema'>;
  /** What file names, patterns and git start from. @default the working folder */
  readonly folder?: string | undefined;
}

/**
 * `gwql schema check`: the exit code is 1 where something is as bad as `--fail-on`. Throws UsageError for input that
 * cannot be read.
 */
export async function runSchemaCheck({
  config,
  io,
  actions,
  folder = '.',
}: SchemaCheckOptions): Promise<number> {
  const schema = buildSchema(await actions.printSchema({ crds: config.crds, descriptions: false }));
  const report: CheckReport = {
    comparison: await comparisonOf(schema, { config, io, folder }),
    documents: await documentsOf(schema, { config, folder }),
  };
  for (const file of report.documents?.schemas ?? []) {
    tell(io, `${file} holds a schema and no documents: passed over`);
  }
  await writeOut(io.stdout, format(report, { config, io, folder }));
  return passes(report, config.failOn) ? 0 : 1;
}

async function comparisonOf(
  schema: GraphQLSchema,
  { config, io, folder }: Pick<SchemaCheckOptions, 'config' | 'io'> & { readonly folder: string },
): Promise<ComparisonReport | undefined> {
  const { target, headers, timeoutMs } = config;
  if (target === undefined) return undefined;
  const older = await readOlderSchema({ target, headers, timeoutMs, folder, env: io.env });
  return compareWithOlder(older, schema);
}

async function documentsOf(
  schema: GraphQLSchema,
  { config, folder }: Pick<SchemaCheckOptions, 'config'> & { readonly folder: string },
): Promise<DocumentsReport | undefined> {
  if (config.documents.length === 0) return undefined;
  const texts = await readDocuments(await findDocuments(config.documents, folder), folder);
  const report = checkDocuments(texts, { schema, limits: config.limits });
  if (report.files === 0) throw new UsageError('The files of --documents hold schemas, and no documents.');
  return report;
}

function format(
  report: CheckReport,
  { config, io, folder }: Pick<SchemaCheckOptions, 'config' | 'io'> & { readonly folder: string },
): string {
  if (config.format === 'json') return jsonReport(report, config.failOn);
  if (config.format === 'text') return textReport(report, paletteFor(io));
  return githubReport(report, (file) => workspaceFile(file, { folder, env: io.env }));
}
