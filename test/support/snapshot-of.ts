import { buildSnapshot, type ManifestSnapshot } from '../../src/cluster/manifest/manifest-snapshot.ts';
import { parseManifest } from '../../src/cluster/manifest/parse-manifest.ts';
import type { GroupKind } from '../../src/kube/object-key.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';

/** The snapshot of one manifest, `m.yaml`; its objects are frozen. */
export async function snapshotOf(text: string): Promise<ManifestSnapshot> {
  return buildSnapshot(await parseManifest('m.yaml', text), { freeze: true });
}

/** The only object of a kind. */
export function onlyObject({ store }: Pick<ManifestSnapshot, 'store'>, kind: GroupKind): RawObject {
  const [object, ...more] = store.list(kind, {});
  if (object === undefined || more.length > 0) throw new Error(`${more.length + 1} objects of ${kind.kind}`);
  return object;
}
