import { compareBytes } from '../../gatewayapi/compare-bytes.ts';
import type { ServedResource } from '../../kube/cluster-reader.ts';
import { asList, asObject, asString, isObject, type Json } from '../../kube/json.ts';
import type { ListResult, Unreadable } from '../../kube/lookup.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { unreachable } from './api-answer.ts';
import type { Call } from './read-object.ts';
import { receivedObject } from './received-object.ts';
import { resourcePath } from './resource-path.ts';
import { forbidden, notServed, unexpected } from './unreadable.ts';

const PAGE_SIZE = 500;
const MAX_OBJECTS = 500_000;

type PageResult =
  | { readonly state: 'page'; readonly objects: readonly RawObject[]; readonly next: string | undefined }
  | { readonly state: 'expired' }
  | Unreadable;

/**
 * All objects of a kind in a namespace or in the cluster, page by page. Where the server has forgotten the list
 * between two pages (410), it is read once more from its beginning: pages of two lists do not fit together.
 */
export async function listPages(
  call: Call,
  resource: ServedResource,
  namespace: string | undefined,
): Promise<ListResult> {
  const first = await allPages(call, resource, namespace);
  const result = first.state === 'expired' ? await allPages(call, resource, namespace) : first;
  return result.state === 'expired'
    ? unreachable(`the cluster forgot the list of ${resource.plural} twice while it was read; try again`)
    : result;
}

async function allPages(
  call: Call,
  resource: ServedResource,
  namespace: string | undefined,
): Promise<ListResult | { readonly state: 'expired' }> {
  const objects: RawObject[] = [];
  let next: string | undefined;
  do {
    const page = await readPage(call, resource, namespace, next);
    if (page.state !== 'page') return page;
    for (const object of page.objects) objects.push(object);
    if (objects.length > MAX_OBJECTS) {
      return unreachable(`there are more than ${MAX_OBJECTS} ${resource.plural}; ask for one namespace`);
    }
    // A token that leads to itself would never end.
    if (page.next !== undefined && page.next === next) return { state: 'expired' };
    next = page.next;
  } while (next !== undefined);
  return { state: 'listed', objects: objects.sort(byNamespaceAndName) };
}

async function readPage(
  call: Call,
  resource: ServedResource,
  namespace: string | undefined,
  next: string | undefined,
): Promise<PageResult> {
  const query = next === undefined ? '' : `&continue=${encodeURIComponent(next)}`;
  const answer = await call(`${resourcePath(resource, namespace)}?limit=${PAGE_SIZE}${query}`);
  if (answer.state === 'unavailable') return answer;
  if (answer.status === 403) return forbidden('list', resource, resource.namespaced ? namespace : undefined);
  if (answer.status === 404) return notServed(resource);
  if (answer.status === 410 && next !== undefined) return { state: 'expired' };
  const list = answer.body;
  if (answer.status !== 200 || !isObject(list) || !isItems(list['items'])) {
    return unexpected('list', resource, answer);
  }
  const objects = asList(list['items']).flatMap((item) => receivedObject(resource, item) ?? []);
  return { state: 'page', objects, next: asString(asObject(list['metadata'])['continue']) || undefined };
}

/** Go writes an empty list as null. */
function isItems(items: Json | undefined): boolean {
  return items === null || Array.isArray(items);
}

function byNamespaceAndName(a: RawObject, b: RawObject): number {
  return (
    compareBytes(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
    compareBytes(a.metadata.name, b.metadata.name)
  );
}
