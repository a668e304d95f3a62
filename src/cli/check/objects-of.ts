import type { ManifestSnapshot } from '../../cluster/manifest/manifest-snapshot.ts';
import type { RawObject } from '../../kube/raw-object.ts';

/** Every object in the files; of two with one key the one that counts. */
export function* objectsOf({
  store,
}: Pick<ManifestSnapshot, 'store'>): Generator<RawObject, void, undefined> {
  for (const kind of store.kinds()) yield* store.list(kind, { namespace: undefined });
}
