import type { CliActions } from './cli-actions.ts';
import type { CliIo } from './cli-io.ts';
import { createProgram } from './create-program.ts';
import { reportFailure } from './report-failure.ts';
import { hearErrors } from './write-out.ts';

export interface Cli {
  /** Without the program: `['serve', '--port', '80']`. */
  readonly argv: readonly string[];
  readonly version: string;
  readonly io: CliIo;
  readonly actions: CliActions;
}

/** Runs a command line; the exit code. Never rejects. */
export async function runCli({ argv, version, io, actions }: Cli): Promise<number> {
  hearErrors(io.stdout);
  hearErrors(io.stderr);
  let exitCode = 0;
  const program = createProgram({
    version,
    io,
    actions,
    done: (code) => {
      exitCode = code;
    },
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportFailure(error, io);
  }
}
