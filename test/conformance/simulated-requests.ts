import type { ConnectedCluster } from '../../src/kube/connected-cluster.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import { queryClusters } from '../support/query-manifests.ts';

interface Header {
  readonly name: string;
  readonly value: string;
}

export interface ForwardedRequest {
  readonly host: string | null;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
}

export interface HeaderChanges {
  readonly set: readonly Header[];
  readonly add: readonly Header[];
  readonly remove: readonly string[];
}

export interface Receiver {
  readonly target: { readonly namespace: string | null; readonly name: string };
}

/** What the API says would happen to a request. */
export interface SimulatedRequest {
  readonly outcome: string;
  readonly message: string;
  readonly incomplete: boolean;
  readonly statusCode: number | null;
  readonly backends: readonly (Receiver & {
    readonly share: number;
    readonly statusCode: number | null;
    readonly sni: string | null;
    readonly request: ForwardedRequest | null;
    readonly responseHeaders: HeaderChanges;
  })[];
  readonly mirrors: readonly (Receiver & { readonly fraction: number })[];
  readonly responseHeaders: HeaderChanges | null;
  readonly redirect: {
    readonly statusCode: number;
    readonly scheme: string;
    readonly host: string | null;
    readonly port: number | null;
    readonly path: string;
  } | null;
}

const HEADERS = '{ set { name value } add { name value } remove }';
const REQUEST = '{ host method path headers { name value } }';
const TARGET = 'target { namespace name }';

const QUERY = `query ($input: RequestSimulationInput!) { simulateRequest(input: $input) {
  outcome message incomplete statusCode
  backends { ${TARGET} share statusCode sni request ${REQUEST} responseHeaders ${HEADERS} }
  mirrors { ${TARGET} fraction }
  responseHeaders ${HEADERS}
  redirect { statusCode scheme host port path }
} }`;

/** Asks the public API; `input` is a RequestSimulationInput. */
export async function simulate(cluster: ConnectedCluster, input: JsonObject): Promise<SimulatedRequest> {
  const { data, errors } = await queryClusters({ clusters: [cluster], query: QUERY, variables: { input } });
  if (errors !== undefined) throw new Error(`the query failed: ${errors[0]?.message}`);
  return data?.['simulateRequest'] as SimulatedRequest;
}
