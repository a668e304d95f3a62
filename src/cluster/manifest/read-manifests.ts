import { stat } from 'node:fs/promises';
import { manifestFiles } from './manifest-files.ts';
import { fileErrorText, ManifestPathError } from './manifest-path-error.ts';
import type { ManifestProblem } from './manifest-problem.ts';
import { type ParsedManifest, parseManifest, type SourcedObject } from './parse-manifest.ts';
import { readText, type TextResult } from './read-text.ts';

/** The path that stands for standard input. */
export const STDIN_PATH = '-';
const STDIN_NAME = 'stdin';

export interface ManifestPaths {
  readonly paths: readonly string[];
  /** What standard input held; it can be read only once. */
  readonly stdin?: TextResult | undefined;
  readonly onFolder?: ((folder: string) => void) | undefined;
  /** Hears of each file before it is read. */
  readonly onFile?: ((file: string) => void) | undefined;
}

/**
 * Reads all manifests that the paths stand for, in their order, each file once. Throws ManifestPathError where a
 * path cannot be read at all; everything else that is wrong is a problem, and the rest is read.
 */
export async function readManifests({
  paths,
  stdin,
  onFolder,
  onFile,
}: ManifestPaths): Promise<ParsedManifest> {
  const objects: SourcedObject[] = [];
  const problems: ManifestProblem[] = [];
  const seen = new Set<string>();
  for (const path of paths) {
    const listed = path === STDIN_PATH ? undefined : await manifestFiles(path, onFolder ?? (() => undefined));
    problems.push(...(listed?.problems ?? []));
    for (const file of listed?.files ?? [path]) {
      onFile?.(file);
      const parsed = file === STDIN_PATH ? await readStdin(stdin) : await readFile(file, file === path, seen);
      for (const object of parsed.objects) objects.push(object);
      problems.push(...parsed.problems);
    }
  }
  return { objects, problems };
}

const NOTHING: ParsedManifest = { objects: [], problems: [] };

function readStdin(stdin: TextResult | undefined): Promise<ParsedManifest> {
  if (stdin === undefined) throw new ManifestPathError(STDIN_PATH, 'there is no standard input');
  return parseText(STDIN_NAME, stdin);
}

async function readFile(file: string, isNamed: boolean, seen: Set<string>): Promise<ParsedManifest> {
  const read = await textOnce(file, seen).catch((error: unknown) => {
    if (isNamed) throw new ManifestPathError(file, fileErrorText(error));
    return { problem: fileErrorText(error) };
  });
  return read === undefined ? NOTHING : parseText(file, read);
}

/** Undefined for a file that another path has led to before. */
async function textOnce(file: string, seen: Set<string>): Promise<TextResult | undefined> {
  const { dev, ino } = await stat(file, { bigint: true });
  const identity = `${dev}:${ino}`;
  if (seen.has(identity)) return undefined;
  seen.add(identity);
  return readText(file);
}

async function parseText(name: string, read: TextResult): Promise<ParsedManifest> {
  if ('text' in read) return parseManifest(name, read.text);
  return {
    objects: [],
    problems: [
      { file: name, line: 1, column: 1, message: `cannot be read: ${read.problem}`, level: 'error' },
    ],
  };
}
