import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { JsonObject } from '../../kube/json.ts';
import { CrdInputError } from './crd-input-error.ts';
import { parseCrds } from './parse-crds.ts';

const EXTENSIONS: ReadonlySet<string> = new Set(['.yaml', '.yml', '.json']);
/** All CRDs of a busy cluster are a few hundred, and an API server takes none of more than 1.5 MiB. */
const MAX_FILES = 2000;
const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** The CustomResourceDefinitions in a file, or in all YAML and JSON files of a folder and its folders. */
export async function readCrdFiles(location: string): Promise<readonly JsonObject[]> {
  const crds: JsonObject[] = [];
  for (const file of await filesAt(location)) crds.push(...parseCrds(file, await readText(file)));
  if (crds.length === 0) {
    throw new CrdInputError(
      `${location}: no CustomResourceDefinition found; name a file or folder that holds some`,
    );
  }
  return crds;
}

async function filesAt(location: string): Promise<readonly string[]> {
  const found = await stat(location).catch(() => undefined);
  if (found === undefined) throw new CrdInputError(`${location}: no such file or folder`);
  if (!found.isDirectory()) return [location];
  const names = await readdir(location, { recursive: true });
  const files = names.filter((name) => EXTENSIONS.has(path.extname(name))).sort();
  if (files.length > MAX_FILES) {
    throw new CrdInputError(`${location}: more than ${MAX_FILES} files; name the folder with the CRDs`);
  }
  return files.map((name) => path.join(location, name));
}

async function readText(file: string): Promise<string> {
  const { size } = await stat(file).catch(() => ({ size: 0 }));
  if (size > MAX_FILE_BYTES)
    throw new CrdInputError(`${file}: larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`);
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CrdInputError(`${file}: cannot be read (${error.code ?? 'unknown error'})`);
  });
}
