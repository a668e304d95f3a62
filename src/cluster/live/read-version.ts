import type { ServedResource } from '../../kube/cluster-reader.ts';

/** The `apiVersion` in which a kind is read: `gateway.networking.k8s.io/v1`, `v1`. */
export function readVersion({ group, versions }: ServedResource): string {
  const version = versions[0] ?? 'v1';
  return group === '' ? version : `${group}/${version}`;
}
