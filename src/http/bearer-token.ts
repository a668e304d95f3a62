import { unauthenticated } from '../errors.ts';
import type { Credentials } from '../kube/connected-cluster.ts';

/** RFC 6750, section 2.1; longer tokens than this no API server takes. */
const BEARER = /^Bearer +([A-Za-z0-9._~+/-]{1,8192}=*) *$/i;

/**
 * The caller's credentials. A header that is there and not understood is refused: to go on without it would answer
 * with the rights of the server.
 */
export function credentialsOf(authorization: string | undefined): Credentials {
  if (authorization === undefined) return {};
  const [, bearerToken] = BEARER.exec(authorization) ?? [];
  if (bearerToken === undefined) {
    throw unauthenticated('The Authorization header must be "Bearer" and a token of the cluster.');
  }
  return { bearerToken };
}
