import { asNumber, asObject, asString, type JsonObject } from '../../kube/json.ts';
import { replacePath } from './replace-path.ts';
import type { SimulatedRedirect } from './simulation.ts';

/** The request as it stands when it reaches the filter, and where it arrived. */
export interface RedirectedRequest {
  readonly scheme: string;
  /** Without a port; absent when the client sent none. */
  readonly hostname: string | undefined;
  readonly path: string;
  readonly query: string;
  readonly listenerPort: number;
  readonly matchedPrefix: string | undefined;
}

const WELL_KNOWN: { readonly [scheme: string]: number } = { http: 80, https: 443 };

/** semantics.md D.4: a RequestRedirect. What it does not name is the request's own; the query is kept. */
export function redirectTo(filter: JsonObject, request: RedirectedRequest): SimulatedRedirect {
  const named = asString(filter['scheme']);
  const scheme = named ?? request.scheme;
  const host = asString(filter['hostname']) ?? request.hostname;
  const path = replacePath(request.path, asObject(filter['path']), request.matchedPrefix) ?? request.path;
  const effective =
    asNumber(filter['port']) ??
    (named === undefined ? request.listenerPort : WELL_KNOWN[scheme]) ??
    request.listenerPort;
  const port = effective === WELL_KNOWN[scheme] ? undefined : effective;
  return {
    statusCode: asNumber(filter['statusCode']) ?? 302,
    location:
      host === undefined
        ? undefined
        : `${scheme}://${host}${port === undefined ? '' : `:${port}`}${path}${request.query}`,
    scheme,
    host,
    port,
    path,
  };
}
