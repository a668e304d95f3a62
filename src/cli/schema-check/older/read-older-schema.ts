import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { Environment } from '../../../config/option-reader.ts';
import { UsageError } from '../../usage-error.ts';
import { fetchSchema } from './fetch-schema.ts';
import type { OlderSchema } from './older-schema.ts';
import { readRevision } from './read-revision.ts';
import { readSchemaFile } from './read-schema-file.ts';

export interface OlderSchemaSource {
  /** A URL, a file, or else a git revision. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly timeoutMs: number;
  /** What file names and git start from. */
  readonly folder: string;
  readonly env: Environment;
}

const URL_START = /^https?:\/\//i;
/** What ends so is meant as a file, and a missing one is no revision. */
const FILE_END = /\.(?:graphqls?|gql|json)$/i;

/** Throws UsageError. */
export async function readOlderSchema(source: OlderSchemaSource): Promise<OlderSchema> {
  const { target, folder } = source;
  if (URL_START.test(target)) return fetchSchema(source);
  const found = await stat(path.resolve(folder, target)).catch(() => undefined);
  if (found?.isDirectory()) throw new UsageError(`${target}: is a folder; name a file with a schema`);
  if (found !== undefined) return readSchemaFile(target, folder);
  if (FILE_END.test(target) && !target.includes(':')) throw new UsageError(`${target}: no such file`);
  return readRevision(source);
}
