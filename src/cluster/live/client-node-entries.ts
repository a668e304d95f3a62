import { readFile } from 'node:fs/promises';
import { asObject, asString, isObject, type JsonObject } from '../../kube/json.ts';
import type { ChosenContext } from './chosen-context.ts';
import { withExecInfo } from './exec-plugin.ts';
import { OIDC_PROVIDER } from './oidc-authenticator.ts';

/** A cluster and a user entry, written so that client-node understands them as kubectl would. */
export async function clientNodeEntries({
  cluster,
  user,
}: ChosenContext): Promise<{ cluster: JsonObject; user: JsonObject }> {
  const insecure = asString(cluster['server'])?.startsWith('http:')
    ? { 'insecure-skip-tls-verify': true }
    : {};
  return {
    cluster: dataBeforeFile({ ...cluster, ...insecure }, ['certificate-authority']),
    user: dataBeforeFile(await withTokenSource(user, cluster), ['client-certificate', 'client-key']),
  };
}

/** Where an entry has both a file and the data itself, kubectl takes the data, client-node the file. */
function dataBeforeFile(entry: JsonObject, fields: readonly string[]): JsonObject {
  const shadowed = fields.filter((field) => asString(entry[`${field}-data`]));
  return Object.fromEntries(Object.entries(entry).filter(([field]) => !shadowed.includes(field)));
}

/** client-node reads a `tokenFile` only as an auth provider's, and lets a token in the file go before it. */
async function withTokenSource(user: JsonObject, cluster: JsonObject): Promise<JsonObject> {
  const { 'token-file': older, tokenFile: named, ...rest } = user;
  if (isObject(user['exec'])) return { ...rest, exec: withExecInfo(user['exec'], await withCaData(cluster)) };
  const tokenFile = asString(named) ?? asString(older);
  if (tokenFile === undefined) return withOwnOidc(rest);
  const { token: _shadowed, ...others } = rest;
  return { ...others, 'auth-provider': { name: 'tokenFile', config: { tokenFile } } };
}

function withOwnOidc(user: JsonObject): JsonObject {
  const provider = asObject(user['auth-provider']);
  return provider['name'] === 'oidc'
    ? { ...user, 'auth-provider': { ...provider, name: OIDC_PROVIDER } }
    : user;
}

/** Credential plugins get the authority as data, also where the kubeconfig names a file. */
async function withCaData(cluster: JsonObject): Promise<JsonObject> {
  const file = asString(cluster['certificate-authority']);
  if (file === undefined || cluster['certificate-authority-data'] !== undefined) return cluster;
  const data = await readFile(file).catch(() => undefined);
  return data === undefined ? cluster : { ...cluster, 'certificate-authority-data': data.toString('base64') };
}
