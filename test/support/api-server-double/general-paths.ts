import { createHash } from 'node:crypto';
import type { JsonObject } from '../../../src/kube/json.ts';
import type { ApiResource } from './api-resource.ts';
import {
  AGGREGATED_TYPE,
  aggregatedDocument,
  legacyGroupDocument,
  legacyResources,
  legacyRoot,
  type StaleVersions,
} from './discovery-documents.ts';
import { openApiDocument, openApiIndex } from './openapi-documents.ts';
import { type Answer, NO_SUCH_PATH, ok } from './status-object.ts';

export interface GeneralRequest {
  readonly path: string;
  readonly accept: string;
  readonly ifNoneMatch: string | undefined;
  readonly resources: readonly ApiResource[];
  readonly crds: readonly JsonObject[];
  readonly discovery: 'aggregated' | 'legacy';
  readonly stale: StaleVersions;
  readonly kubernetesVersion: string;
}

/** Paths that belong to no resource; undefined where the path does. */
export function generalAnswer(request: GeneralRequest): Answer | undefined {
  const { path, crds, kubernetesVersion } = request;
  if (path === '/readyz' || path === '/livez') return { status: 200, body: 'ok' };
  if (path === '/version') return ok(versionDocument(kubernetesVersion));
  if (path === '/openapi/v3') return ok(openApiIndex(crds));
  if (path.startsWith('/openapi/v3/'))
    return document(openApiDocument(crds, path.slice('/openapi/v3/'.length)));
  return discoveryAnswer(request);
}

function versionDocument(gitVersion: string): JsonObject {
  const [, major = '1', minor = '0'] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  return { major, minor, gitVersion, platform: 'linux/amd64' };
}

function discoveryAnswer(request: GeneralRequest): Answer | undefined {
  const { path, resources, stale } = request;
  const [root, first, second, further] = path.split('/').slice(1);
  if ((root !== 'api' && root !== 'apis') || further !== undefined) return undefined;
  if (first === undefined) return rootDocument(request, root);
  if (root === 'api')
    return second === undefined ? document(legacyResources(resources, '', first)) : undefined;
  if (second === undefined) return document(legacyGroupDocument(resources, first));
  return stale.has(`${first}/${second}`)
    ? { status: 503, body: 'service unavailable' }
    : document(legacyResources(resources, first, second));
}

function rootDocument(request: GeneralRequest, root: 'api' | 'apis'): Answer {
  const { accept, discovery, resources, stale, ifNoneMatch } = request;
  if (discovery === 'legacy' || !accept.includes('as=APIGroupDiscoveryList'))
    return ok(legacyRoot(resources, root));
  const body = aggregatedDocument(resources, root, stale);
  const etag = `"${createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 32)}"`;
  if (ifNoneMatch === etag) return { status: 304, body: '', headers: { etag } };
  return { status: 200, body, headers: { etag, 'content-type': AGGREGATED_TYPE } };
}

function document(body: JsonObject | undefined): Answer {
  return body === undefined ? NO_SUCH_PATH : ok(body);
}
