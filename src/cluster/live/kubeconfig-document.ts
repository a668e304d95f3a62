import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { asList, asObject, asString, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import { KubeconfigError } from './kubeconfig-error.ts';
import type { KubeconfigFiles } from './kubeconfig-files.ts';

const MAX_FILE_BYTES = 16 * 1024 * 1024;

/** The lists of one or more kubeconfig files, merged as kubectl merges them, with absolute paths. */
export interface KubeconfigDocument {
  readonly currentContext: string | undefined;
  readonly contexts: ReadonlyMap<string, JsonObject>;
  readonly clusters: ReadonlyMap<string, JsonObject>;
  readonly users: ReadonlyMap<string, JsonObject>;
}

/** Reads and merges kubeconfig files; the first file that names an entry wins. */
export async function readKubeconfig(files: KubeconfigFiles): Promise<KubeconfigDocument> {
  const texts = await Promise.all(files.paths.map((path) => readText(path, files.mustExist)));
  const documents = files.paths.flatMap((path, index) => {
    const text = texts[index];
    return text === undefined ? [] : [absolutePaths(parse(path, text), dirname(resolve(path)))];
  });
  if (documents.length === 0) throw new KubeconfigError(notFound(files.paths));
  return {
    currentContext: documents.map((doc) => asString(doc['current-context'])).find((name) => name),
    contexts: mergeEntries(documents, 'contexts', 'context'),
    clusters: mergeEntries(documents, 'clusters', 'cluster'),
    users: mergeEntries(documents, 'users', 'user'),
  };
}

function notFound(paths: readonly string[]): string {
  const where = paths.length === 0 ? '' : ` (looked at ${paths.join(', ')})`;
  return `there is no kubeconfig${where}; name one with --kubeconfig FILE`;
}

async function readText(path: string, mustExist: boolean): Promise<string | undefined> {
  try {
    const { size } = await stat(path);
    if (size > MAX_FILE_BYTES) throw new KubeconfigError(`the kubeconfig ${path} is larger than 16 MiB`);
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof KubeconfigError) throw error;
    const code = asString((error as NodeJS.ErrnoException).code) ?? 'unreadable';
    if (code === 'ENOENT' && !mustExist) return undefined;
    throw new KubeconfigError(`cannot read the kubeconfig ${path}: ${REASONS[code] ?? code}`);
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'no permission to read it',
  EISDIR: 'it is a folder',
};

/** A parser's own message may quote the file, and with it a token: only the place is said. */
function parse(path: string, text: string): JsonObject {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const { line, col } = lines.linePos(error.pos[0]);
    throw new KubeconfigError(`the kubeconfig ${path} is not YAML: see line ${line}, column ${col}`);
  }
  const value = toJson(document, path);
  if (!isObject(value)) throw new KubeconfigError(`the file ${path} is not a kubeconfig`);
  return value;
}

function toJson(document: ReturnType<typeof parseDocument>, path: string): unknown {
  try {
    return document.toJS();
  } catch {
    throw new KubeconfigError(`the kubeconfig ${path} has aliases that cannot be expanded`);
  }
}

function mergeEntries(
  documents: readonly JsonObject[],
  list: string,
  field: string,
): ReadonlyMap<string, JsonObject> {
  const merged = new Map<string, JsonObject>();
  for (const document of documents) {
    for (const entry of asList(document[list])) {
      const name = asString(asObject(entry)['name']);
      if (name !== undefined && !merged.has(name)) merged.set(name, asObject(asObject(entry)[field]));
    }
  }
  return merged;
}

/** Paths in a kubeconfig are relative to the file that holds them. */
function absolutePaths(document: JsonObject, folder: string): JsonObject {
  return {
    ...document,
    clusters: mapEntries(document['clusters'], 'cluster', (cluster) =>
      absoluteFields(cluster, ['certificate-authority'], folder),
    ),
    users: mapEntries(document['users'], 'user', (user) =>
      absoluteExec(
        absoluteFields(user, ['client-certificate', 'client-key', 'tokenFile', 'token-file'], folder),
        folder,
      ),
    ),
  };
}

function mapEntries(
  list: Json | undefined,
  field: string,
  change: (value: JsonObject) => JsonObject,
): readonly Json[] {
  return asList(list).map((entry) =>
    isObject(entry) && isObject(entry[field]) ? { ...entry, [field]: change(entry[field]) } : entry,
  );
}

function absoluteFields(value: JsonObject, fields: readonly string[], folder: string): JsonObject {
  const changes = fields.flatMap((field) => {
    const path = asString(value[field]);
    return path && !isAbsolute(path) ? [[field, join(folder, path)] as const] : [];
  });
  return { ...value, ...Object.fromEntries(changes) };
}

/** A command with a slash in it is a path; one without is looked up in PATH. */
function absoluteExec(user: JsonObject, folder: string): JsonObject {
  const exec = user['exec'];
  const command = asString(asObject(exec)['command']);
  if (!isObject(exec) || command === undefined || !/[\\/]/.test(command)) return user;
  return { ...user, exec: absoluteFields(exec, ['command'], folder) };
}
