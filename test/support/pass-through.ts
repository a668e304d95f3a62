import { isDataKind } from '../../src/codegen/data-kind.ts';
import type {
  ClusterReader,
  ListScope,
  ReadReport,
  ResourcesResult,
  ServedResource,
} from '../../src/kube/cluster-reader.ts';
import type { ListResult, Lookup } from '../../src/kube/lookup.ts';
import { type GroupKind, type ObjectKey, sameKey } from '../../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';

interface PassThroughOptions {
  /** Reads everything from the API server, as the caller. */
  readonly direct: ClusterReader;
  /** All namespaces there are. */
  readonly namespaces: readonly string[];
  /** Whether a shared cache would hold a kind. */
  readonly isHeld: (kind: GroupKind) => boolean;
}

/**
 * What a caller can find out about a cluster with nothing but his own rights: he lists the cluster, or where he may
 * not, each namespace, and gets what he may not list by its name. Tries everything and asks nobody whether he may.
 * Gives readers, one an execution, who all go on with what was found out.
 */
export function passThrough({ direct, namespaces, isHeld }: PassThroughOptions): () => ClusterReader {
  const lists = new Map<string, Promise<ListResult>>();
  const resourceOf = async (kind: GroupKind): Promise<ServedResource | undefined> => {
    const answer = await direct.kind(kind);
    return answer.state === 'served' ? answer.resource : undefined;
  };

  const attempt = (kind: GroupKind, namespace: string | undefined): Promise<ListResult> => {
    const id = JSON.stringify([kind.group, kind.kind, namespace]);
    let list = lists.get(id);
    if (list === undefined) {
      list = Promise.resolve(direct.list(kind, { namespace }));
      lists.set(id, list);
    }
    return list;
  };

  const listNamespace = async (kind: GroupKind, namespace: string): Promise<ListResult> => {
    const everywhere = await attempt(kind, undefined);
    if (everywhere.state !== 'listed') return attempt(kind, namespace);
    return { ...everywhere, objects: within(everywhere.objects, namespace) };
  };

  const listWherePossible = async (kind: GroupKind): Promise<ListResult> => {
    const everywhere = await attempt(kind, undefined);
    const isNamespaced = (await resourceOf(kind))?.namespaced === true;
    if (everywhere.state !== 'forbidden' || !isHeld(kind) || !isNamespaced) return everywhere;
    const parts = await Promise.all(namespaces.map((each) => attempt(kind, each)));
    const objects = parts.flatMap((part) => (part.state === 'listed' ? part.objects : []));
    return objects.length === 0 ? everywhere : { state: 'listed', objects, partial: true };
  };

  const read = async (kind: GroupKind, namespace: string | undefined): Promise<ListResult> => {
    const isNamespaced = (await resourceOf(kind))?.namespaced === true;
    return namespace === undefined || !isNamespaced
      ? listWherePossible(kind)
      : listNamespace(kind, namespace);
  };

  const get = async (key: ObjectKey): Promise<Lookup> => {
    const [named] = await direct.getMany([key]);
    if (named === undefined) throw new Error('the reader gave no answer');
    if (named.state !== 'forbidden' || isDataKind(key)) return named;
    const listed = await read(key, key.namespace);
    const isPart = listed.state === 'listed' && listed.partial === true;
    if (listed.state !== 'listed' || isPart) return named;
    const object = listed.objects.find((each) => sameKey(keyOf(each), key));
    return object === undefined ? { state: 'absent' } : { state: 'found', object };
  };

  const counted = async (resource: ServedResource): Promise<ServedResource> => {
    if (!isHeld(resource)) return resource;
    const all = await attempt(resource, undefined);
    return all.state === 'listed' ? { ...resource, synced: true, count: all.objects.length } : resource;
  };

  return () => {
    const hidden = new Map<string, ReadReport['hidden'][number]>();
    const list = async (kind: GroupKind, { namespace }: ListScope): Promise<ListResult> => {
      const answer = await read(kind, namespace);
      const isNamespaced = (await resourceOf(kind))?.namespaced === true;
      const isPart = answer.state === 'listed' && answer.partial === true;
      const told = { group: kind.group, kind: kind.kind, scope: isNamespaced ? (namespace ?? '*') : '*' };
      if (answer.state === 'forbidden' || isPart) hidden.set(JSON.stringify(told), told);
      return answer;
    };
    return {
      getMany: (keys) => Promise.all(keys.map(get)),
      list,
      kind: (kind) => direct.kind(kind),
      resources: async (): Promise<ResourcesResult> => {
        const answer = await direct.resources();
        if (answer.state !== 'listed') return answer;
        return { state: 'listed', resources: await Promise.all(answer.resources.map(counted)) };
      },
      versions: () => direct.versions(),
      locate: () => undefined,
      hasSynced: () => false,
      report: (): ReadReport => ({ ...direct.report(), hidden: [...hidden.values()] }),
    };
  };
}

function within(objects: readonly RawObject[], namespace: string): readonly RawObject[] {
  return objects.filter(({ metadata }) => metadata.namespace === namespace);
}
