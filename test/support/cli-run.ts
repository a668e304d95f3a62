import { PassThrough, Readable } from 'node:stream';
import type { CliActions } from '../../src/cli/cli-actions.ts';
import type { CliIo, CliOutput } from '../../src/cli/cli-io.ts';
import { runCli } from '../../src/cli/run-cli.ts';
import { probeSchema } from './probe-schema.ts';
import { probeScope } from './probe-scope.ts';

export interface CliRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliRunOptions {
  readonly actions?: Partial<CliActions>;
  readonly env?: Record<string, string>;
  readonly stdin?: string;
  readonly tty?: boolean;
  /** The width of that terminal. */
  readonly columns?: number;
}

/** Runs a command line without a process. */
export async function cliRun(argv: readonly string[], options: CliRunOptions = {}): Promise<CliRun> {
  // read when the command has ended: a long answer has to find room until then
  const stdout: CliOutput & PassThrough = new PassThrough({ highWaterMark: 64 * 1_024 * 1_024 });
  const stderr = new PassThrough();
  if (options.tty === true) Object.assign(stdout, { isTTY: true, columns: options.columns });
  const io: CliIo = { env: options.env ?? {}, stdin: Readable.from([options.stdin ?? '']), stdout, stderr };
  const actions: CliActions = {
    serve: async () => 0,
    openQuery: async (_config, { budget }) => ({
      schema: probeSchema(),
      context: { ...probeScope(), budget },
      warnings: [],
      close: async () => {},
    }),
    printSchema: async () => 'type Query { ok: Boolean }',
    ...options.actions,
  };
  const exitCode = await runCli({ argv, version: '1.2.3', io, actions });
  return { exitCode, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}
