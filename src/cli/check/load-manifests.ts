import { buildSnapshot, type ManifestSnapshot } from '../../cluster/manifest/manifest-snapshot.ts';
import { readManifests } from '../../cluster/manifest/read-manifests.ts';
import { readStdinText } from '../../cluster/manifest/read-stdin-text.ts';
import { UsageError } from '../usage-error.ts';
import type { Progress } from './progress.ts';

export interface LoadedManifests {
  /** Every file that was looked into, in the order of reading. */
  readonly files: readonly string[];
  readonly objects: number;
  readonly snapshot: ManifestSnapshot;
}

export interface LoadOptions {
  readonly paths: readonly string[];
  readonly stdin: NodeJS.ReadableStream;
  readonly progress: Progress;
}

/**
 * Reads what is to be checked. Rejects with ManifestPathError where a path cannot be read, and with UsageError where
 * the paths hold nothing: a check of nothing would always succeed.
 */
export async function loadManifests({ paths, stdin, progress }: LoadOptions): Promise<LoadedManifests> {
  const files = new Set<string>();
  const parsed = await readManifests({
    paths: [...new Set(paths)],
    stdin: await readStdinText({ paths, stdin }),
    onFile: (file) => {
      files.add(file);
      progress.show(() => `reading ${files.size} files`);
    },
  });
  const { length: objects } = parsed.objects;
  if (objects === 0 && parsed.problems.length === 0) throw new UsageError(nothingIn(paths));
  return { files: [...files], objects, snapshot: buildSnapshot(parsed) };
}

function nothingIn(paths: readonly string[]): string {
  const named = paths.map((path) => (path === '-' ? 'standard input' : path)).join(', ');
  return `there is nothing to check: no Kubernetes object in ${named}`;
}
