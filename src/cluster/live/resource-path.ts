import type { ServedResource } from '../../kube/cluster-reader.ts';
import { readVersion } from './read-version.ts';

/** Kubernetes itself allows no longer name. */
const MAX_NAME = 253;

/**
 * Whether an object can have this name at all. What cannot be one part of a path is never sent: `..` or an empty
 * name would ask for something else.
 */
export function isPathSegment(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && name.length <= MAX_NAME && !/[/%]/.test(name);
}

/** `/apis/gateway.networking.k8s.io/v1/namespaces/shop/httproutes`; without a namespace those of the cluster. */
export function resourcePath(resource: ServedResource, namespace: string | undefined): string {
  const root = `/${resource.group === '' ? 'api' : 'apis'}/${readVersion(resource)}`;
  const within = resource.namespaced && namespace !== undefined ? `/namespaces/${segment(namespace)}` : '';
  return `${root}${within}/${segment(resource.plural)}`;
}

export function objectPath(resource: ServedResource, namespace: string | undefined, name: string): string {
  return `${resourcePath(resource, namespace)}/${segment(name)}`;
}

function segment(text: string): string {
  return encodeURIComponent(text);
}
