import { PassThrough } from 'node:stream';
import { runSchemaDiffCrds } from '../../../src/cli/schema-diff-crds/run-schema-diff-crds.ts';
import { readSchemaDiffCrdsConfig } from '../../../src/cli/schema-diff-crds/schema-diff-crds-config.ts';
import type { CheckRun } from '../schema-check/check-run.ts';

/** `gwql schema diff-crds` without a process. */
export async function diffRun(
  releases: { readonly older: string; readonly newer: string },
  given: Readonly<Record<string, unknown>> = {},
): Promise<CheckRun> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const config = readSchemaDiffCrdsConfig(releases, given, {});
  const exitCode = await runSchemaDiffCrds({ config, io: { stdout, stderr, env: {} } });
  return { exitCode, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}
