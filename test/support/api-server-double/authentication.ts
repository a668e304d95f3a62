import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** Somebody who may log in. */
export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups?: readonly string[];
  /** Bearer tokens that are this user's right now. */
  readonly tokens?: readonly string[];
  /** `password` of basic authentication, which only very old servers know. */
  readonly password?: string;
}

/** Who a request turned out to come from. */
export interface Authenticated {
  readonly user: string;
  readonly uid?: string | undefined;
  readonly groups: readonly string[];
  /** Who acts as this user. */
  readonly impersonator?: Authenticated;
  readonly by: 'certificate' | 'token' | 'password' | 'nothing';
}

const ANYBODY: Authenticated = { user: 'system:anonymous', groups: [], by: 'nothing' };

/**
 * As the API server does: the client certificate first, then the token. Without users everybody may do everything;
 * with users, who shows nothing is anonymous and who shows a wrong token is nobody (undefined: 401).
 */
export function authenticate(request: IncomingMessage, users: readonly User[]): Authenticated | undefined {
  const certified = byCertificate(request);
  const identity = certified ?? byHeader(request.headers.authorization, users);
  const actAs = request.headers['impersonate-user'];
  if (identity === undefined || typeof actAs !== 'string') return identity;
  const groups = headerLines(request, 'impersonate-group');
  return { user: actAs, groups, by: identity.by, impersonator: identity };
}

function byCertificate({ socket }: IncomingMessage): Authenticated | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const { CN, O } = socket.getPeerCertificate().subject ?? {};
  if (CN === undefined) return undefined;
  return { user: [CN].flat().join(), groups: O === undefined ? [] : [O].flat(), by: 'certificate' };
}

function byHeader(header: string | undefined, users: readonly User[]): Authenticated | undefined {
  if (users.length === 0 || header === undefined) return ANYBODY;
  const [scheme, value = ''] = header.split(' ');
  if (scheme === 'Basic') return byPassword(Buffer.from(value, 'base64').toString(), users);
  const user = users.find(({ tokens = [] }) => scheme === 'Bearer' && tokens.includes(value));
  return user && { user: user.name, uid: user.uid, groups: user.groups ?? [], by: 'token' };
}

function byPassword(text: string, users: readonly User[]): Authenticated | undefined {
  const user = users.find(({ name, password }) => password !== undefined && text === `${name}:${password}`);
  return user && { user: user.name, groups: user.groups ?? [], by: 'password' };
}

/** node joins repeated headers; the raw ones show what was sent as a line of its own. */
function headerLines({ rawHeaders }: IncomingMessage, name: string): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name);
}
