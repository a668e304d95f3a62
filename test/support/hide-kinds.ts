import type { ClusterReader } from '../../src/kube/cluster-reader.ts';

const FORBIDDEN = { state: 'forbidden', message: 'not for you' } as const;

/** The cluster as somebody sees it who may not read some kinds. */
export function hideKinds(reader: ClusterReader, kinds: readonly string[]): ClusterReader {
  const isHidden = ({ kind }: { readonly kind: string }): boolean => kinds.includes(kind);
  return {
    getMany: (keys) => keys.map((key) => (isHidden(key) ? FORBIDDEN : slot(reader, key))),
    list: (kind, scope) => (isHidden(kind) ? FORBIDDEN : reader.list(kind, scope)),
    kind: (kind) => reader.kind(kind),
    resources: () => reader.resources(),
    versions: () => reader.versions(),
    locate: (object, path) => reader.locate(object, path),
    hasSynced: () => reader.hasSynced(),
    report: () => reader.report(),
  };
}

function slot(reader: ClusterReader, key: Parameters<ClusterReader['getMany']>[0][number]) {
  const slots = reader.getMany([key]);
  const first = slots instanceof Promise ? undefined : slots[0];
  if (first === undefined) throw new Error('kinds are hidden from readers over memory only');
  return first;
}
