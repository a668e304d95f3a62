import type { ServedResource } from '../../kube/cluster-reader.ts';
import { asString, isObject, type Json } from '../../kube/json.ts';
import { isRawObject, type RawObject } from '../../kube/raw-object.ts';
import { ingest } from '../ingest.ts';
import { readVersion } from './read-version.ts';

/** An object as the cluster sent it; items of a list lack apiVersion and kind, which are the list's. */
export function receivedObject(resource: ServedResource, item: Json): RawObject | undefined {
  const object = isObject(item) ? withType(resource, item) : item;
  return isRawObject(object) ? ingest(object) : undefined;
}

function withType(resource: ServedResource, item: { readonly [field: string]: Json | undefined }): Json {
  if (asString(item['apiVersion']) && asString(item['kind'])) return item;
  const type = { apiVersion: readVersion(resource), kind: resource.kind };
  // In the place where manifests have it.
  return { ...type, ...item, ...type };
}
