import type { CliIo } from '../../cli-io.ts';
import { paletteFor } from '../../report/paint.ts';
import { workspaceFile } from '../../report/workspace-file.ts';
import type { RoutingTestFileResult } from '../routing-test.ts';
import type { RoutingTestFormat } from '../routing-test-options.ts';
import { githubResults } from './github-results.ts';
import { jsonResults } from './json-results.ts';
import { junitResults } from './junit-results.ts';
import { textResults } from './text-results.ts';

type Format = (files: readonly RoutingTestFileResult[], io: Pick<CliIo, 'stdout' | 'env'>) => string;

const FORMATS: { readonly [format in RoutingTestFormat]: Format } = {
  text: (files, io) => textResults(files, paletteFor(io)),
  json: (files) => jsonResults(files),
  junit: (files) => junitResults(files),
  github: (files, { env }) => githubResults(files, (file) => workspaceFile(file, { folder: '.', env })),
};

/** Results in the form that was asked for. */
export function formatResults(
  files: readonly RoutingTestFileResult[],
  { format, io }: { readonly format: RoutingTestFormat; readonly io: Pick<CliIo, 'stdout' | 'env'> },
): string {
  return FORMATS[format](files, io);
}
