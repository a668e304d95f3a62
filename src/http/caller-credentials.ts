import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { AuthMode } from '../config/auth-option.ts';
import { badUserInput, unauthenticated } from '../errors.ts';
import type { CallerCredentials } from '../kube/connected-cluster.ts';
import { clusterTokens } from './cluster-tokens.ts';
import { impersonationIn } from './impersonation-headers.ts';

/** How callers say who they are. */
export interface CallerRules {
  readonly auth: AuthMode;
  /** The names of the clusters that tokens may be for. */
  readonly clusters: readonly string[];
}

/** RFC 6750, section 2.1; longer tokens than this no API server takes. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]{1,8192}=*) *$/i;

/**
 * The caller's credentials, from nothing but the headers and the connection. What is there and not understood is
 * refused: to go on without it would answer with other rights than were meant. Throws a CodedError.
 */
export function callerCredentials(
  request: IncomingMessage,
  { auth, clusters }: CallerRules,
): CallerCredentials {
  const impersonation = impersonationIn(request.rawHeaders);
  if (auth === 'impersonate') {
    if (!isCertified(request))
      throw unauthenticated('This server believes only its proxy, by its certificate.');
    if (!impersonation?.user) throw unauthenticated('The header Impersonate-User must name one user.');
    return { impersonation };
  }
  if (impersonation !== undefined) {
    throw badUserInput(
      'This server takes no Impersonate-* headers: it was not started with --auth impersonate.',
    );
  }
  const bearerToken = bearerTokenIn(request);
  const tokens = clusterTokens(request.headers, clusters);
  if (auth === 'token' && bearerToken === undefined && tokens.size === 0) {
    throw unauthenticated('Send a token of the cluster, in the header "Authorization: Bearer TOKEN".');
  }
  return {
    ...(bearerToken === undefined ? {} : { bearerToken }),
    ...(tokens.size === 0 ? {} : { tokens }),
  };
}

function bearerTokenIn({ headers, rawHeaders }: IncomingMessage): string | undefined {
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  // Node takes the first of several; something in front of us may have looked at another one.
  const count = rawHeaders.filter((name, at) => at % 2 === 0 && /^authorization$/i.test(name)).length;
  const [, token] = (count === 1 && BEARER.exec(authorization)) || [];
  if (token === undefined) {
    throw unauthenticated('The Authorization header must be "Bearer" and one token of the cluster.');
  }
  return token;
}

/** Whether the client has shown a certificate of our authority on this very connection. */
export function isCertified({ socket }: Pick<IncomingMessage, 'socket'>): boolean {
  return socket instanceof TLSSocket && socket.authorized && socket.getPeerX509Certificate() !== undefined;
}
