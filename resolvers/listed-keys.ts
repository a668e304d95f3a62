import type { ClusterView } from '../src/context/cluster-view.ts';
import { listServed } from '../src/gatewayapi/findings/list-served.ts';
import { groupKindId, type ObjectKey, objectKeyId } from '../src/kube/object-key.ts';
import { keyOf } from '../src/kube/raw-object.ts';

/**
 * Those of some keys whose objects the caller may list in one of some views: who may read an object by its name only gets
 * the same answers whether a list was gone through or changes were followed.
 */
export async function listedKeys(
  views: readonly ClusterView[],
  keys: readonly ObjectKey[],
): Promise<readonly ObjectKey[]> {
  const all = new Set<string>();
  const some = new Set<string>();
  for (const [id, kind] of new Map(keys.map((key) => [groupKindId(key), key]))) {
    for (const view of views) {
      const answer = await view.run(listServed(kind, undefined));
      if (answer.state !== 'listed') continue;
      if (answer.partial !== true) all.add(id);
      else for (const object of answer.objects) some.add(objectKeyId(keyOf(object)));
    }
  }
  return keys.filter((key) => all.has(groupKindId(key)) || some.has(objectKeyId(key)));
}
