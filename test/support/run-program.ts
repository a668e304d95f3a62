import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** The program as a user starts it, without the variables of whoever runs the tests. */
function start(argv: readonly string[], env: Record<string, string> = {}): ChildProcessWithoutNullStreams {
  const PATH = process.env['PATH'] ?? '';
  const child = spawn(process.execPath, [join(root, 'src', 'main.ts'), ...argv], {
    cwd: root,
    env: { PATH, ...env },
  });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  return child;
}

export interface ProgramRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `gwql` to its end. */
export async function runProgram(
  argv: readonly string[],
  { stdin = '', env = {} }: { readonly stdin?: string; readonly env?: Record<string, string> } = {},
): Promise<ProgramRun> {
  const child = start(argv, env);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    output.stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    output.stderr += String(chunk);
  });
  child.stdin.end(stdin);
  const [exitCode] = await once(child, 'close');
  return { exitCode, ...output };
}

export interface RunningServer {
  readonly url: string;
  /** Standard output and error so far. */
  readonly output: () => string;
  kill(signal: NodeJS.Signals): Promise<number>;
}

/** Starts `gwql serve` on a free port, and waits until it says where. */
export async function startProgram(
  argv: readonly string[],
  env: Record<string, string> = {},
): Promise<RunningServer> {
  const child = start(['serve', '--port', '0', ...argv], env);
  const closed = once(child, 'close');
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: unknown) => {
      output += String(chunk);
      const [, found] = /gwql serves (https?:\/\/[^/]+)\/graphql/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('close', (code) => reject(new Error(`gwql serve ended with ${code}:\n${output}`)));
  });
  return {
    url,
    output: () => output,
    async kill(signal) {
      child.kill(signal);
      const [code] = await closed;
      return code;
    },
  };
}
