import { manifestFiles } from '../cluster/manifest/manifest-files.ts';
import { fileErrorText } from '../cluster/manifest/manifest-path-error.ts';
import { STDIN_PATH } from '../cluster/manifest/read-manifests.ts';
import { readStreamText, readText, type TextResult } from '../cluster/manifest/read-text.ts';
import { UsageError } from './usage-error.ts';

/** The text of one file that is to be applied. */
export interface AppliedText {
  readonly file: string;
  readonly text: string;
}

/** All manifests that the paths stand for. Throws UsageError for what cannot be read, ManifestPathError for a path. */
export async function readAppliedTexts(
  paths: readonly string[],
  stdin: NodeJS.ReadableStream,
): Promise<readonly AppliedText[]> {
  const texts: AppliedText[] = [];
  for (const path of paths) {
    if (path === STDIN_PATH) texts.push(textOf('stdin', await readStreamText(stdin)));
    else for (const file of await filesOf(path)) texts.push(textOf(file, await readOrProblem(file)));
  }
  return texts;
}

async function filesOf(path: string): Promise<readonly string[]> {
  const { files, problems } = await manifestFiles(path, () => undefined);
  const [problem] = problems;
  if (problem !== undefined) throw new UsageError(`${problem.file}: ${problem.message}`);
  if (files.length === 0) throw new UsageError(`${path}: there are no manifests in it`);
  return files;
}

async function readOrProblem(file: string): Promise<TextResult> {
  return readText(file).catch((error: unknown) => ({ problem: fileErrorText(error) }));
}

function textOf(file: string, read: TextResult): AppliedText {
  if ('problem' in read) throw new UsageError(`${file}: cannot be read: ${read.problem}`);
  return { file, text: read.text };
}
