import { stat } from 'node:fs/promises';
import { type ManifestFiles, manifestFiles } from './manifest-files.ts';
import { fileErrorText, ManifestPathError } from './manifest-path-error.ts';
import type { ManifestProblem } from './manifest-problem.ts';
import { type ParsedManifest, parseManifest, type SourcedObject } from './parse-manifest.ts';
import { readAhead } from './read-ahead.ts';
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
export async function readManifests(options: ManifestPaths): Promise<ParsedManifest> {
  const { paths, stdin, onFolder = () => undefined, onFile } = options;
  const objects: SourcedObject[] = [];
  const problems: ManifestProblem[] = [];
  const isNew = firstTimes();
  for (const path of paths) {
    const listed = path === STDIN_PATH ? ONLY_STDIN : await manifestFiles(path, onFolder);
    problems.push(...listed.problems);
    for await (const { file, read } of readAhead(listed.files, (each) => readFile(each, stdin))) {
      if (!isNew(read.identity)) continue;
      onFile?.(file);
      const parsed = await parseFile(file, file === path, read);
      for (const object of parsed.objects) objects.push(object);
      problems.push(...parsed.problems);
    }
  }
  return { objects, problems };
}

const ONLY_STDIN: ManifestFiles = { files: [STDIN_PATH], problems: [] };

/** Says of each file whether it is met for the first time. */
function firstTimes(): (identity: string | undefined) => boolean {
  const seen = new Set<string>();
  return (identity) => {
    const isNew = identity === undefined || !seen.has(identity);
    if (identity !== undefined) seen.add(identity);
    return isNew;
  };
}

/** What came of reading a file. */
interface FileText {
  /** The same for all names of a file; undefined where there is no file. */
  readonly identity?: string;
  readonly text: TextResult;
  /** The file system refused. */
  readonly refused?: true;
}

async function readFile(file: string, stdin: TextResult | undefined): Promise<FileText> {
  if (file === STDIN_PATH) {
    return stdin === undefined
      ? { text: { problem: 'there is no standard input' }, refused: true }
      : { text: stdin };
  }
  try {
    const { dev, ino } = await stat(file, { bigint: true });
    return { identity: `${dev}:${ino}`, text: await readText(file) };
  } catch (error) {
    return { text: { problem: fileErrorText(error) }, refused: true };
  }
}

/** A path that cannot be read is a wrong argument, a file in a folder a problem. */
async function parseFile(
  file: string,
  isNamed: boolean,
  { text, refused }: FileText,
): Promise<ParsedManifest> {
  const name = file === STDIN_PATH ? STDIN_NAME : file;
  if ('text' in text) return parseManifest(name, text.text);
  if (isNamed && refused === true) throw new ManifestPathError(file, text.problem);
  return {
    objects: [],
    problems: [
      { file: name, line: 1, column: 1, message: `cannot be read: ${text.problem}`, level: 'error' },
    ],
  };
}
