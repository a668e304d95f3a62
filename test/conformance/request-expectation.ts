/** One request of a case, as the README of the cases describes it. */
export interface RequestExpectation {
  readonly id: string;
  readonly judgeable?: 'yes' | 'no';
  readonly gateway: { readonly namespace: string; readonly name: string } | null;
  readonly listenerPort: number | null;
  readonly mesh?: {
    readonly from: { readonly namespace: string };
    readonly to: {
      readonly kind: string;
      readonly namespace: string;
      readonly name: string;
      readonly port: number;
    };
  };
  readonly request: SentRequest;
  readonly backendBehavior?: {
    readonly failures?: number;
    readonly delay?: string;
    readonly responseHeaders?: { readonly [name: string]: string };
  };
  readonly expect: Expectation;
}

export interface SentRequest {
  readonly scheme: 'http' | 'https' | 'grpc' | 'tls' | 'tcp' | 'udp';
  readonly host?: string | null;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: { readonly [name: string]: string };
  readonly sni?: string;
}

export interface Expectation {
  /** What the client sees. */
  readonly status: number | null;
  readonly statusAnyOf?: readonly number[];
  readonly statusNotIn?: readonly number[];
  readonly grpcCode?: number;
  readonly connection?: 'ok' | 'refused';
  readonly answeredByGateway?: boolean;
  readonly timeoutOr?: readonly number[];
  readonly websocketEcho?: object;
  readonly backend: string | null;
  readonly backendService?: string;
  readonly namespace: string | null;
  readonly backendRequest?: HeaderExpectation & {
    readonly host?: string;
    readonly method?: string;
    readonly path?: string;
    readonly sni?: string;
    readonly tls?: boolean;
  };
  readonly response?: HeaderExpectation;
  /** Headers per chosen backend. */
  readonly perBackend?: { readonly [backend: string]: HeaderExpectation };
  readonly redirect?: {
    readonly scheme?: string;
    readonly host?: string;
    readonly port?: number | string;
    readonly portDefaultOrAbsent?: boolean;
    readonly path?: string;
  };
  readonly weights?: { readonly [backend: string]: number };
  readonly mirroredTo?: readonly {
    readonly name: string;
    readonly namespace?: string;
    readonly percent?: number;
  }[];
}

export interface HeaderExpectation {
  readonly headers?: { readonly [name: string]: string };
  readonly headersAnyOf?: { readonly [name: string]: readonly string[] };
  readonly absentHeaders?: readonly string[];
  readonly ignoreWhitespace?: boolean;
}

/** Only a running system can say: a client's handshake, a backend that fails or takes its time. */
export function needsRunningSystem({ judgeable, backendBehavior, expect }: RequestExpectation): boolean {
  return (
    judgeable === 'no' ||
    backendBehavior?.failures !== undefined ||
    backendBehavior?.delay !== undefined ||
    expect.timeoutOr !== undefined ||
    expect.websocketEcho !== undefined
  );
}
