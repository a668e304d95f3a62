import { asList, asObject, asString, type Json } from '../../kube/json.ts';
import type { CallResult } from './api-answer.ts';
import type { DiscoveredResource, GroupVersion } from './group-version.ts';

/** No cluster has nearly as many; a server that claims more is not asked on. */
const MAX_GROUP_VERSIONS = 2_000;

type Get = (path: string) => Promise<CallResult>;

/** The core versions of `/api`, one call each. */
export function readLegacyCore(body: Json | undefined, get: Get): Promise<readonly GroupVersion[]> {
  const versions = asList(asObject(body)['versions']).filter((item) => typeof item === 'string');
  return Promise.all(versions.map((version) => readVersion('', version, `/api/${segment(version)}`, get)));
}

/** The group versions of `/apis`, one call each, the preferred version of a group first. */
export function readLegacyGroups(body: Json | undefined, get: Get): Promise<readonly GroupVersion[]> {
  const wanted = asList(asObject(body)['groups']).flatMap((item) => {
    const group = asString(asObject(item)['name']);
    return group ? versionsOf(asObject(item)).map((version) => ({ group, version })) : [];
  });
  return Promise.all(
    wanted
      .slice(0, MAX_GROUP_VERSIONS)
      .map(({ group, version }) =>
        readVersion(group, version, `/apis/${segment(group)}/${segment(version)}`, get),
      ),
  );
}

function versionsOf(group: { readonly [field: string]: Json | undefined }): readonly string[] {
  const preferred = asString(asObject(group['preferredVersion'])['version']);
  const all = asList(group['versions']).flatMap((item) => asString(asObject(item)['version']) ?? []);
  return preferred === undefined ? all : [preferred, ...all.filter((version) => version !== preferred)];
}

/** A version whose server does not answer (an aggregated API that is down) is stale, not gone. */
async function readVersion(group: string, version: string, path: string, get: Get): Promise<GroupVersion> {
  const answer = await get(path);
  const list = answer.state === 'answered' && answer.status === 200 ? asObject(answer.body) : undefined;
  if (list?.['kind'] !== 'APIResourceList') return { group, version, stale: true, resources: [] };
  return { group, version, stale: false, resources: asList(list['resources']).flatMap(readResource) };
}

function readResource(entry: Json): readonly DiscoveredResource[] {
  const { name, kind, namespaced, verbs } = asObject(entry);
  const isSubresource = typeof name === 'string' && name.includes('/');
  if (typeof name !== 'string' || typeof kind !== 'string' || isSubresource) return [];
  return [{ plural: name, kind, namespaced: namespaced === true, verbs: strings(verbs) }];
}

function strings(value: unknown): readonly string[] {
  return asList(value).filter((item): item is string => typeof item === 'string');
}

function segment(text: string): string {
  return encodeURIComponent(text);
}
