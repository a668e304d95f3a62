import { asObject, asString, isObject, type Json, type JsonObject } from '../../../src/kube/json.ts';
import { type ApiResource, NAMESPACE_RESOURCE } from './api-resource.ts';
import type { StoredObject } from './object-store.ts';
import { asServed, type ResourceRequest } from './read-handlers.ts';
import {
  type Answer,
  alreadyExists,
  badRequest,
  conflict,
  invalid,
  methodNotAllowed,
  notFound,
  ok,
  unsupportedMediaType,
} from './status-object.ts';

export interface WriteRequest extends ResourceRequest {
  readonly method: string;
  readonly contentType: string;
  readonly body: Json | undefined;
}

const HANDLERS: Readonly<Record<string, (request: WriteRequest) => Answer>> = {
  POST: createObject,
  PUT: replaceObject,
  PATCH: patchObject,
  DELETE: deleteObject,
};

export function writeObject(request: WriteRequest): Answer {
  return HANDLERS[request.method]?.(request) ?? methodNotAllowed();
}

function createObject({ store, resource, target, body }: WriteRequest): Answer {
  if (target.name !== undefined) return methodNotAllowed();
  if (!isObject(body)) return badRequest('the body of the request is no object');
  const { name, generateName } = asObject(body['metadata']);
  if (typeof name !== 'string' && typeof generateName !== 'string')
    return invalid('metadata.name: Required value');
  if (typeof name === 'string' && !/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name)) {
    return invalid(`metadata.name: Invalid value: "${name}"`);
  }
  const namespace = target.namespace ?? '';
  if (resource.namespaced && !store.get(NAMESPACE_RESOURCE, '', namespace)) {
    return notFound(NAMESPACE_RESOURCE, namespace);
  }
  if (typeof name === 'string' && store.get(resource, namespace, name)) return alreadyExists(resource, name);
  const created = store.create(resource, namespace, completed(resource, body));
  return ok(asServed(created, resource, target.version), 201);
}

/** What a server adds to an object of its own. */
export function completed(resource: ApiResource, object: JsonObject): JsonObject {
  const metadata = asObject(object['metadata']);
  if (resource.kind === 'Namespace') {
    const labels = { ...asObject(metadata['labels']), 'kubernetes.io/metadata.name': metadata['name'] };
    return { ...object, metadata: { ...metadata, labels }, status: { phase: 'Active' } };
  }
  if (resource.kind === 'Secret' && resource.group === '') {
    const { stringData, ...rest } = object;
    const encoded = Object.entries(asObject(stringData)).map(([key, value]) => [
      key,
      Buffer.from(String(value)).toString('base64'),
    ]);
    const data = { ...asObject(object['data']), ...Object.fromEntries(encoded) };
    return { type: 'Opaque', ...rest, ...(Object.keys(data).length > 0 ? { data } : {}) };
  }
  return object;
}

function replaceObject({ store, resource, target, body }: WriteRequest): Answer {
  const found = stored({ store, resource, target });
  if (!('metadata' in found)) return found.answer;
  if (!isObject(body)) return badRequest('the body of the request is no object');
  const expected = asString(asObject(body['metadata'])['resourceVersion']);
  if (expected !== undefined && expected !== found.metadata['resourceVersion']) {
    return conflict(resource, found.metadata.name);
  }
  const next = store.replace(resource, target.namespace ?? '', found, completed(resource, body));
  return ok(asServed(next, resource, target.version));
}

/** Merge patches, and apply patches as if they were merge patches that may create. */
function patchObject(request: WriteRequest): Answer {
  const { store, resource, target, body, contentType } = request;
  const applies = contentType.includes('apply-patch');
  if (!applies && !contentType.includes('merge-patch')) {
    return unsupportedMediaType('the body of the request was in an unknown format');
  }
  if (contentType.includes('strategic') && resource.custom) {
    return unsupportedMediaType('custom resources take no strategic merge patch');
  }
  if (!isObject(body)) return badRequest('the body of the request is no object');
  const found = stored({ store, resource, target });
  if ('metadata' in found) {
    const next = store.replace(resource, target.namespace ?? '', found, asObject(merged(found, body)));
    return ok(asServed(next, resource, target.version));
  }
  return applies ? createObject({ ...request, target: { ...target, name: undefined } }) : found.answer;
}

/** RFC 7396: null removes, objects merge, everything else replaces. */
function merged(before: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result: Record<string, Json | undefined> = { ...asObject(before) };
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) delete result[field];
    else if (value !== undefined) result[field] = merged(result[field], value);
  }
  return result;
}

function deleteObject({ store, resource, target }: WriteRequest): Answer {
  const found = stored({ store, resource, target });
  if (!('metadata' in found)) return found.answer;
  const { name, uid } = found.metadata;
  store.delete(resource, target.namespace ?? '', name);
  if (resource.kind === 'Namespace') store.deleteNamespace(name);
  return ok({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: { name, kind: resource.plural, uid },
  });
}

function stored({
  store,
  resource,
  target,
}: Pick<WriteRequest, 'store' | 'resource' | 'target'>): StoredObject | { readonly answer: Answer } {
  if (target.name === undefined) return { answer: methodNotAllowed() };
  return (
    store.get(resource, target.namespace ?? '', target.name) ?? { answer: notFound(resource, target.name) }
  );
}
