import type { JsonObject } from '../../kube/json.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { Resolution } from '../resolution.ts';
import type { HeaderChanges } from './header-changes.ts';
import type { RoutedListener } from './routed-listener.ts';
import type { Header } from './sent-request.ts';

export const REQUEST_OUTCOMES = [
  'FORWARDED',
  'REDIRECTED',
  'RESPONDED',
  'NO_ROUTE',
  'NO_LISTENER',
  'MISDIRECTED',
  'INVALID_BACKEND',
] as const;

export type RequestOutcome = (typeof REQUEST_OUTCOMES)[number];

/** What would happen to a request. */
export interface Simulation {
  readonly outcome: RequestOutcome;
  /** In a sentence, names included. */
  readonly message: string;
  /** Something that decides could not be read. */
  readonly incomplete: boolean;
  /** What the gateway itself answers; a gRPC status for gRPC. Absent when a backend decides, or a connection ends. */
  readonly statusCode?: number | undefined;
  readonly listener?: RoutedListener | undefined;
  readonly route?: RawObject | undefined;
  readonly ruleIndex?: number | undefined;
  readonly ruleName?: string | undefined;
  readonly matchIndex?: number | undefined;
  readonly backends: readonly SimulatedBackend[];
  readonly mirrors: readonly SimulatedMirror[];
  readonly request?: ForwardedRequest | undefined;
  readonly responseHeaders?: HeaderChanges | undefined;
  readonly redirect?: SimulatedRedirect | undefined;
  readonly timeouts?: SimulatedTimeouts | undefined;
  readonly retry?: SimulatedRetry | undefined;
  /** What only an implementation can know, in sentences. */
  readonly opaque: readonly string[];
}

export interface SimulatedBackend {
  readonly target: ObjectKey;
  readonly port: number | undefined;
  readonly weight: number;
  /** Of all requests that reach the rule, 0 to 1; broken backends keep theirs. */
  readonly share: number;
  /** Absent for the Service itself, where no mesh route stands before it. */
  readonly resolution: Resolution | undefined;
  /** What the gateway answers in place of this backend; absent when the backend does. */
  readonly statusCode: number | undefined;
  /** The name in the TLS handshake with the backend; absent where the gateway speaks plain text to it. */
  readonly sni: string | undefined;
  /** With the backend's own filters; absent where the gateway does not look into the connection. */
  readonly request: ForwardedRequest | undefined;
  readonly responseHeaders: HeaderChanges;
}

export interface SimulatedMirror {
  readonly target: ObjectKey;
  readonly port: number | undefined;
  /** Of all requests that reach the rule, 0 to 1; 0 for a mirror whose reference is broken. */
  readonly fraction: number;
  readonly resolution: Resolution;
}

/** A request as a backend gets it. */
export interface ForwardedRequest {
  readonly scheme: string;
  readonly host: string | undefined;
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: readonly Header[];
}

export interface SimulatedRedirect {
  readonly statusCode: number;
  /** Absent where the host is not known: the client dialled the Gateway's address. */
  readonly location: string | undefined;
  readonly scheme: string;
  readonly host: string | undefined;
  /** Absent when Location has none. */
  readonly port: number | undefined;
  /** Without the query. */
  readonly path: string;
}

/** Durations as declared: `10s`; `0s` is none. */
export interface SimulatedTimeouts {
  readonly request: string | undefined;
  readonly backendRequest: string | undefined;
}

export interface SimulatedRetry {
  readonly codes: readonly number[];
  /** Retries after the first attempt. */
  readonly attempts: number | undefined;
  readonly backoff: string | undefined;
}

/** Where in a route a request ended up. */
export interface MatchedRule {
  readonly route: RawObject;
  readonly ruleIndex: number;
  /** As written. */
  readonly node: JsonObject;
}
