import { badUserInput, type CodedError } from '../../errors.ts';
import type { SourceLocation } from '../../kube/cluster-reader.ts';
import type { ManifestProblem } from '../manifest/manifest-problem.ts';
import { parseManifest, type SourcedObject } from '../manifest/parse-manifest.ts';
import { SourceLocator } from '../manifest/source-locator.ts';

/** An object of `apply`, and how to speak of its places. */
export interface AppliedObject extends SourcedObject {
  readonly locate: (path?: string) => SourceLocation;
  /** An error about the field at `path`. */
  readonly refuse: (message: string, path?: string) => CodedError;
}

/**
 * The objects in the texts of `apply`, in their order. Throws BAD_USER_INPUT for the first thing that is wrong: unlike a
 * folder of manifests, a question of which a part is left out is another question.
 */
export async function readApplied(
  texts: readonly string[],
  maxObjects = Number.POSITIVE_INFINITY,
): Promise<readonly AppliedObject[]> {
  const found: AppliedObject[] = [];
  const locator = new SourceLocator();
  for (const [index, text] of texts.entries()) {
    const { objects, problems } = await parseManifest(`apply[${index}]`, text);
    const [problem, ...more] = problems;
    if (problem !== undefined) throw refusal(index, problem, more.length);
    for (const { object, source } of objects) {
      const locate = (path?: string) => locator.locate(source, path);
      const refuse = (message: string, path?: string) => refusal(index, { ...locate(path), message });
      found.push({ object, source, locate, refuse });
    }
    if (found.length > maxObjects) throw badUserInput(`apply: there may be ${maxObjects} objects at most`);
  }
  return found;
}

function refusal(
  index: number,
  { file, line, column, message }: Omit<ManifestProblem, 'level'>,
  more = 0,
): CodedError {
  const others = more === 0 ? '' : ` (and ${more} more problems in this text)`;
  return badUserInput(`${file}, line ${line}, column ${column}: ${message}${others}`, {
    argument: 'apply',
    index,
    line,
    column,
  });
}
