import type { Environment } from '../config/option-reader.ts';

/** The outside of a command: nothing in this folder touches the process itself. */
export interface CliIo {
  readonly env: Environment;
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: CliOutput;
  readonly stderr: CliOutput;
}

export type CliOutput = NodeJS.WritableStream & {
  readonly isTTY?: boolean | undefined;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
};

/** A line for the user, beside what the command is asked for. */
export function tell({ stderr }: Pick<CliIo, 'stderr'>, line: string): void {
  stderr.write(`gwql: ${line}\n`);
}
