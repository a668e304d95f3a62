import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from './repository-files.ts';

const MAX_OUTPUT = 64 * 1024 * 1024;

/** What `gwql ARGS` prints, started as a user starts it; rejects when it ends with another exit code than 0. */
export async function runGwql(...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join('src', 'main.ts'), ...args], {
    cwd: repositoryRoot,
    maxBuffer: MAX_OUTPUT,
  });
  return stdout;
}
