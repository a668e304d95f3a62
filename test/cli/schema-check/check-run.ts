import { PassThrough } from 'node:stream';
import type { CliOutput } from '../../../src/cli/cli-io.ts';
import { runSchemaCheck } from '../../../src/cli/schema-check/run-schema-check.ts';
import { readSchemaCheckConfig } from '../../../src/cli/schema-check/schema-check-config.ts';

export interface CheckRunOptions {
  /** This build's schema. */
  readonly sdl: string;
  readonly target?: string;
  /** Options as commander gives them. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly folder?: string;
  readonly tty?: boolean;
}

export interface CheckRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** `gwql schema check` without a process. */
export async function checkRun(options: CheckRunOptions): Promise<CheckRun> {
  const { sdl, target, given = {}, env = {}, folder, tty } = options;
  const stdout: CliOutput & PassThrough = new PassThrough();
  const stderr = new PassThrough();
  if (tty === true) Object.assign(stdout, { isTTY: true });
  const exitCode = await runSchemaCheck({
    config: readSchemaCheckConfig(target, given, env),
    // git is found as it is found by the tests
    io: {
      stdout,
      stderr,
      env: { ...process.env, NO_COLOR: undefined, TERM: 'xterm', GITHUB_WORKSPACE: undefined, ...env },
    },
    actions: { printSchema: async () => sdl },
    folder,
  });
  return { exitCode, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}
