import { buildSnapshot, type ManifestSnapshot } from '../../../cluster/manifest/manifest-snapshot.ts';
import { parseManifest } from '../../../cluster/manifest/parse-manifest.ts';
import { type AppliedText, readAppliedTexts } from '../../read-applied-texts.ts';
import { UsageError } from '../../usage-error.ts';

/** Manifests that are to be applied, as texts and as objects. */
export interface Change {
  readonly texts: readonly AppliedText[];
  readonly objects: number;
  readonly snapshot: ManifestSnapshot;
}

/** Rejects with ManifestPathError or UsageError where something cannot be read, or there is nothing. */
export async function readChange(paths: readonly string[], stdin: NodeJS.ReadableStream): Promise<Change> {
  const texts = await readAppliedTexts([...new Set(paths)], stdin);
  const parsed = await Promise.all(texts.map(({ file, text }) => parseManifest(file, text)));
  const objects = parsed.flatMap((manifest) => manifest.objects);
  const problems = parsed.flatMap((manifest) => manifest.problems);
  if (objects.length === 0 && problems.length === 0) {
    throw new UsageError(`there is nothing to check: no Kubernetes object in ${paths.join(', ')}`);
  }
  return { texts, objects: objects.length, snapshot: buildSnapshot({ objects, problems }) };
}
