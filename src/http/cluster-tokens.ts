import type { IncomingHttpHeaders } from 'node:http';
import { unauthenticated } from '../errors.ts';

const PREFIX = 'x-gwql-token-';
/** Characters of a token, as in a bearer token. */
const TOKEN = /^[A-Za-z0-9._~+/-]{1,8192}=*$/;

/**
 * `x-gwql-token-prod`: the header with a token for the cluster of that name, in lower case; what no header may have in
 * its name is escaped as in a URL (`%40` for `@`).
 */
export function tokenHeader(cluster: string): string {
  return `${PREFIX}${encodeURIComponent(cluster).replace(/[()]/g, escaped)}`.toLowerCase();
}

/** The tokens in `X-Gwql-Token-*` headers, by the names of their clusters. */
export function clusterTokens(
  headers: IncomingHttpHeaders,
  clusters: readonly string[],
): ReadonlyMap<string, string> {
  const tokens = new Map<string, string>();
  for (const [header, value] of Object.entries(headers)) {
    if (!header.startsWith(PREFIX)) continue;
    const [cluster, other] = clusters.filter((name) => tokenHeader(name) === header);
    // Two clusters whose names differ in their case only have one header: it is for neither.
    if (cluster === undefined || other !== undefined) {
      throw unauthenticated(`The header ${header} names no cluster of this server.`);
    }
    if (typeof value !== 'string' || !TOKEN.test(value)) {
      throw unauthenticated(`The header ${header} must be a token of the cluster, and nothing else.`);
    }
    tokens.set(cluster, value);
  }
  return tokens;
}

function escaped(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
