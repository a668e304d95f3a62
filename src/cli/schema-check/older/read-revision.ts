import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Environment } from '../../../config/option-reader.ts';
import { plainText } from '../../report/plain-text.ts';
import { UsageError } from '../../usage-error.ts';
import type { OlderSchema } from './older-schema.ts';
import { parseSchemaText } from './parse-schema-text.ts';
import { MAX_SCHEMA_BYTES, TOO_LARGE } from './schema-bytes.ts';

const run = promisify(execFile);

const SCHEMA_PATH = 'schema/schema.graphql';

export interface RevisionSource {
  /** `v1.2.0`, which means the printed schema there, or `v1.2.0:path/of/a/schema.graphql`. */
  readonly target: string;
  readonly folder: string;
  readonly timeoutMs: number;
  readonly env: Environment;
}

/** The schema as git has it at a revision. Throws UsageError. */
export async function readRevision({ target, folder, timeoutMs, env }: RevisionSource): Promise<OlderSchema> {
  // git would take it for an option
  if (target.startsWith('-')) throw new UsageError('A git revision cannot begin with "-".');
  const label = target.includes(':') ? target : `${target}:${SCHEMA_PATH}`;
  const { stdout } = await run('git', ['show', label], {
    cwd: folder,
    timeout: timeoutMs,
    maxBuffer: MAX_SCHEMA_BYTES,
    // nobody is there to answer a prompt, and messages are passed on as they are
    env: { ...env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' },
  }).catch((error: GitFailure) => {
    throw new UsageError(messageOf(error, target, timeoutMs));
  });
  return { ...parseSchemaText(stdout, label), label };
}

interface GitFailure {
  readonly code?: string | number | null;
  readonly killed?: boolean;
  readonly stderr?: string;
}

function messageOf({ code, killed, stderr = '' }: GitFailure, target: string, timeoutMs: number): string {
  if (code === 'ENOENT')
    return `${target}: no such file, and git, which may know such a revision, is not installed`;
  if (code === 'ERR_CHILD_PROCESS_STDIO_MAXBUFFER') return `${target}: ${TOO_LARGE}`;
  if (killed === true) return `${target}: git did not answer within ${timeoutMs / 1000} s`;
  const [said = ''] = stderr.split('\n').filter((line) => line.startsWith('fatal: '));
  return `${target}: no such file, and no such git revision: ${plainText(said.replace('fatal: ', ''))}`;
}
