import { asObject, type JsonObject } from '../../../src/kube/json.ts';
import { type ApiResource, apiVersionOf } from './api-resource.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import type { RequestTarget } from './request-target.ts';
import { fieldTest, labelTest } from './selectors.ts';
import { type Answer, badRequest, EXPIRED, notFound, ok } from './status-object.ts';

/** One request about a resource, after all checks. */
export interface ResourceRequest {
  readonly store: ObjectStore;
  readonly resource: ApiResource;
  readonly target: RequestTarget;
  readonly query: URLSearchParams;
  readonly accept: string;
}

export function getObject({ store, resource, target, accept }: ResourceRequest): Answer {
  const name = target.name ?? '';
  const object = store.get(resource, target.namespace ?? '', name);
  if (object === undefined) return notFound(resource, name);
  return ok(
    accept.includes('as=PartialObjectMetadata;')
      ? metadataOf(object)
      : asServed(object, resource, target.version),
  );
}

export function listObjects(request: ResourceRequest): Answer {
  const { store, resource, target, query } = request;
  const labels = labelTest(query.get('labelSelector') ?? '');
  const fields = fieldTest(query.get('fieldSelector') ?? '');
  if (labels === undefined || fields === undefined) return badRequest('unable to parse the selector');
  const page = pageOf(request, () =>
    store.list(resource, target.namespace).filter((object) => labels(object) && fields(object)),
  );
  if (page === undefined) return EXPIRED;
  if (request.accept.includes('as=PartialObjectMetadataList')) {
    const type = { kind: 'PartialObjectMetadataList', apiVersion: 'meta.k8s.io/v1' };
    return ok({ ...type, metadata: page.metadata, items: page.objects.map(metadataOf) });
  }
  return ok({
    kind: `${resource.kind}List`,
    apiVersion: apiVersionOf(resource.group, target.version),
    metadata: page.metadata,
    items: page.objects.map((object) => asListed(object, resource, target.version)),
  });
}

interface Page {
  readonly objects: readonly StoredObject[];
  readonly metadata: JsonObject;
}

/** The first page takes a snapshot when there are more; the others read on in it. */
function pageOf({ store, query }: ResourceRequest, all: () => readonly StoredObject[]): Page | undefined {
  const limit = Number(query.get('limit') ?? 0) || Number.POSITIVE_INFINITY;
  const token = readToken(query.get('continue'));
  const snapshot =
    token === undefined ? { revision: store.revision, objects: all() } : store.snapshot(token.snapshot);
  if (snapshot === undefined) return undefined;
  const from = token?.from ?? 0;
  const objects = snapshot.objects.slice(from, from + limit);
  const left = snapshot.objects.length - from - objects.length;
  const metadata = { resourceVersion: snapshot.revision };
  if (left === 0) return { objects, metadata };
  const id = token?.snapshot ?? store.keepSnapshot(snapshot.objects);
  const next = writeToken({ snapshot: id, from: from + objects.length });
  return { objects, metadata: { ...metadata, continue: next, remainingItemCount: left } };
}

interface Token {
  readonly snapshot: string;
  readonly from: number;
}

function writeToken(token: Token): string {
  return Buffer.from(JSON.stringify(token)).toString('base64');
}

function readToken(text: string | null): Token | undefined {
  if (text === null || text === '') return undefined;
  const { snapshot, from } = asObject(JSON.parse(Buffer.from(text, 'base64').toString()));
  return { snapshot: String(snapshot), from: Number(from) };
}

/** No conversion: every version reads what is stored, under its own name. */
export function asServed(object: StoredObject, resource: ApiResource, version: string): JsonObject {
  return { ...object, apiVersion: apiVersionOf(resource.group, version), kind: resource.kind };
}

/** Real servers leave the type out of the items of built-in kinds. */
function asListed(object: StoredObject, resource: ApiResource, version: string): JsonObject {
  if (resource.custom) return asServed(object, resource, version);
  const { apiVersion: _version, kind: _kind, ...rest } = object;
  return rest;
}

/** What `as=PartialObjectMetadata` gives. */
export function metadataOf(object: StoredObject): JsonObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: object.metadata };
}
