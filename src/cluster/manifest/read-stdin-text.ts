import { fileErrorText, ManifestPathError } from './manifest-path-error.ts';
import { STDIN_PATH } from './read-manifests.ts';
import { readStreamText, type TextResult } from './read-text.ts';

interface StdinOptions {
  readonly paths: readonly string[];
  readonly stdin?: NodeJS.ReadableStream | undefined;
}

/** What standard input holds, where one of the paths stands for it. Rejects with ManifestPathError. */
export async function readStdinText({ paths, stdin }: StdinOptions): Promise<TextResult | undefined> {
  if (stdin === undefined || !paths.includes(STDIN_PATH)) return undefined;
  try {
    return await readStreamText(stdin);
  } catch (error) {
    throw new ManifestPathError(STDIN_PATH, fileErrorText(error));
  }
}
