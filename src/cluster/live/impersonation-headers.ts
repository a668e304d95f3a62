import { asList, asObject, asString, type JsonObject } from '../../kube/json.ts';

/**
 * `as-groups`, `as-uid` and `as-user-extra` of a kubeconfig's user, which client-node does not read (it does read
 * `as`). One header line a group: groups joined by a comma would be one group of that name.
 */
export function impersonationHeaders(user: JsonObject): Readonly<Record<string, readonly string[]>> {
  const headers: Record<string, readonly string[]> = {};
  const groups = strings(user['as-groups']);
  if (groups.length > 0) headers['Impersonate-Group'] = groups;
  const uid = asString(user['as-uid']);
  if (uid) headers['Impersonate-Uid'] = [uid];
  for (const [key, values] of Object.entries(asObject(user['as-user-extra']))) {
    const given = strings(values);
    if (given.length > 0) headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = given;
  }
  return headers;
}

function strings(value: unknown): readonly string[] {
  return asList(value).filter((item): item is string => typeof item === 'string');
}
