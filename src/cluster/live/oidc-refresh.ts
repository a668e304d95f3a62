import { readFile } from 'node:fs/promises';
import { Agent } from 'undici';
import { asList, asObject, asString, type Json } from '../../kube/json.ts';
import { readBody } from './read-body.ts';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 1024 * 1024;

/** The `config` of a user's `auth-provider: {name: oidc}`. */
export type OidcConfig = Record<string, string | undefined>;

export interface OidcTokens {
  readonly idToken: string;
  /** Absent where the provider lets the old one be used again. */
  readonly refreshToken: string | undefined;
}

/** Gets a new ID token from the identity provider (OpenID Connect Core 1.0, section 12). */
export async function refreshOidcTokens(config: OidcConfig): Promise<OidcTokens> {
  const issuer = config['idp-issuer-url'] ?? '';
  const agent = new Agent({ connect: { ca: await authorityOf(config), timeout: TIMEOUT_MS } });
  try {
    const metadata = asObject(
      await ask(agent, `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
    );
    const endpoint = asString(metadata['token_endpoint']) ?? '';
    // The refresh token and the client's secret go there.
    if (metadata['issuer'] !== issuer || !endpoint.startsWith('https://')) {
      throw new Error('the identity provider describes another issuer, or no https token endpoint');
    }
    const tokens = asObject(await ask(agent, endpoint, grantRequest(config, metadata)));
    const idToken = asString(tokens['id_token']);
    if (idToken === undefined) throw new Error('the identity provider gave no ID token');
    return { idToken, refreshToken: asString(tokens['refresh_token']) };
  } finally {
    await agent.close();
  }
}

interface Grant {
  readonly form: URLSearchParams;
  readonly authorization: string | undefined;
}

/** A client's secret goes into a header, unless the provider takes it in the form only. */
function grantRequest(config: OidcConfig, metadata: { readonly [field: string]: Json | undefined }): Grant {
  const { 'client-id': id = '', 'client-secret': secret, 'refresh-token': token = '' } = config;
  const form = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: token });
  const methods = asList(metadata['token_endpoint_auth_methods_supported']);
  const inForm = methods.includes('client_secret_post') && !methods.includes('client_secret_basic');
  if (secret && !inForm) {
    const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret)}`;
    return { form, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
  }
  form.set('client_id', id);
  if (secret) form.set('client_secret', secret);
  return { form, authorization: undefined };
}

async function ask(agent: Agent, url: string, grant?: Grant): Promise<Json | undefined> {
  const { origin, pathname, search } = new URL(url);
  const { statusCode, headers, body } = await agent.request({
    origin,
    path: `${pathname}${search}`,
    method: grant ? 'POST' : 'GET',
    headers: {
      accept: 'application/json',
      ...(grant ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      ...(grant?.authorization ? { authorization: grant.authorization } : {}),
    },
    body: grant ? grant.form.toString() : null,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
  });
  const read = await readBody(body, String(headers['content-type'] ?? ''), MAX_BYTES);
  if (statusCode !== 200 || !read.ok) {
    throw new Error(`the identity provider refuses to renew the login (status ${statusCode}); log in again`);
  }
  return read.body;
}

async function authorityOf(config: OidcConfig): Promise<string | undefined> {
  const data = config['idp-certificate-authority-data'];
  if (data) return Buffer.from(data, 'base64').toString();
  const file = config['idp-certificate-authority'];
  return file ? await readFile(file, 'utf8') : undefined;
}
