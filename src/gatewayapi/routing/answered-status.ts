import type { RequestScheme } from './sent-request.ts';

/** How gRPC clients read the HTTP status of a gateway that answers itself. */
const GRPC_STATUS: { readonly [http: number]: number } = {
  400: 13,
  401: 16,
  403: 7,
  404: 12,
  429: 14,
  502: 14,
  503: 14,
  504: 14,
};
const GRPC_UNKNOWN = 2;

/** What the client sees of an HTTP status: itself, or for gRPC a gRPC status (D.1, D.3); nothing on bare connections. */
export function answeredStatus(scheme: RequestScheme, http: number): number | undefined {
  if (scheme === 'HTTP' || scheme === 'HTTPS') return http;
  return scheme === 'GRPC' ? (GRPC_STATUS[http] ?? GRPC_UNKNOWN) : undefined;
}

/** semantics.md D.5: all backends are broken. A GRPCRoute says UNAVAILABLE for what an HTTPRoute says 500. */
export function brokenBackendStatus(scheme: RequestScheme): number | undefined {
  return answeredStatus(scheme, scheme === 'GRPC' ? 503 : 500);
}
