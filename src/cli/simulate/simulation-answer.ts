import type { Header } from '../../gatewayapi/routing/sent-request.ts';
import type { RequestOutcome } from '../../gatewayapi/routing/simulation.ts';

/** What `simulationDocument` gives: the fields of the schema of the same names. */
export interface SimulationAnswer {
  readonly outcome: RequestOutcome;
  readonly message: string;
  readonly incomplete: boolean;
  readonly statusCode: number | null;
  readonly listener: {
    readonly gateway: AnsweredKey;
    readonly listenerSet: AnsweredKey | null;
    readonly name: string;
    readonly port: number;
    readonly protocol: string;
    readonly hostname: string | null;
  } | null;
  readonly route: { readonly kind: string; readonly metadata: AnsweredKey } | null;
  readonly ruleIndex: number | null;
  readonly ruleName: string | null;
  readonly matchIndex: number | null;
  readonly backends: readonly AnsweredBackend[];
  readonly mirrors: readonly AnsweredMirror[];
  readonly request: AnsweredRequest | null;
  readonly responseHeaders: AnsweredHeaderChanges | null;
  readonly redirect: {
    readonly statusCode: number;
    readonly location: string | null;
    readonly scheme: string;
    readonly host: string | null;
    readonly port: number | null;
    readonly path: string;
  } | null;
  readonly timeouts: { readonly request: string | null; readonly backendRequest: string | null } | null;
  readonly retry: {
    readonly codes: readonly number[];
    readonly attempts: number | null;
    readonly backoff: string | null;
  } | null;
  readonly opaque: readonly string[];
  readonly trace?: readonly AnsweredStep[];
}

export interface AnsweredKey {
  readonly kind?: string;
  readonly namespace: string | null;
  readonly name: string;
}

export interface AnsweredResolution {
  readonly resolved: boolean;
  readonly reason: string;
  readonly message: string;
}

export interface AnsweredBackend {
  readonly target: AnsweredKey;
  readonly port: number | null;
  readonly share: number;
  readonly resolution: AnsweredResolution | null;
  readonly statusCode: number | null;
  readonly sni: string | null;
  readonly request: AnsweredRequest | null;
}

export interface AnsweredMirror {
  readonly target: AnsweredKey;
  readonly port: number | null;
  readonly fraction: number;
  readonly resolution: AnsweredResolution;
}

export interface AnsweredRequest {
  readonly scheme: string;
  readonly host: string | null;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
}

export interface AnsweredHeaderChanges {
  readonly set: readonly Header[];
  readonly add: readonly Header[];
  readonly remove: readonly string[];
}

export interface AnsweredStep {
  readonly verdict: 'WON' | 'OUTRANKED' | 'NOT_MATCHED' | 'NOT_CONSIDERED';
  readonly key: AnsweredKey;
  readonly ruleIndex: number | null;
  readonly ruleName: string | null;
  readonly matchIndex: number | null;
  readonly hostname: string | null;
  readonly message: string;
}
