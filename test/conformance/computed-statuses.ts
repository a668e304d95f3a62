import type { ConnectedCluster } from '../../src/kube/connected-cluster.ts';
import { queryClusters } from '../support/query-manifests.ts';
import type { ObjectName } from './conformance-case.ts';

export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
}

export interface ListenerStatus {
  readonly name: string;
  readonly supportedKinds: readonly { readonly group: string; readonly kind: string }[];
  readonly attachedRoutes: number;
  readonly conditions: readonly Condition[];
}

export interface ParentRef {
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string;
}

/** What the API computes of one object; each kind has some of it. */
export interface ComputedStatus {
  readonly conditions?: readonly Condition[];
  readonly attachedListenerSets?: number;
  readonly listeners?: readonly ListenerStatus[];
  readonly parents?: readonly { readonly parentRef: ParentRef; readonly conditions: readonly Condition[] }[];
  readonly ancestors?: readonly {
    readonly ancestorRef: ParentRef;
    readonly conditions: readonly Condition[];
  }[];
}

const CONDITIONS = 'conditions { type status reason message }';
const REF = '{ kind namespace name }';
const LISTENERS = `listeners { name supportedKinds { group kind } attachedRoutes ${CONDITIONS} }`;
const PARENTS = `parents { parentRef ${REF} ${CONDITIONS} }`;

/** By plural field: what to select of the computed status. */
const SELECTIONS: { readonly [field: string]: string } = {
  gatewayClasses: CONDITIONS,
  gateways: `${CONDITIONS} attachedListenerSets ${LISTENERS}`,
  listenerSets: `${CONDITIONS} ${LISTENERS}`,
  httpRoutes: PARENTS,
  grpcRoutes: PARENTS,
  tlsRoutes: PARENTS,
  tcpRoutes: PARENTS,
  udpRoutes: PARENTS,
  backendTlsPolicies: `ancestors { ancestorRef ${REF} ${CONDITIONS} }`,
  xBackendTrafficPolicies: `ancestors { ancestorRef ${REF} ${CONDITIONS} }`,
};

const QUERY = `{ ${Object.entries(SELECTIONS)
  .map(
    ([field, selection]) =>
      `${field} { nodes { kind metadata { namespace name } computedStatus { ${selection} } } }`,
  )
  .join('\n')} }`;

interface Node {
  readonly kind: string;
  readonly metadata: { readonly namespace: string | null; readonly name: string };
  readonly computedStatus: ComputedStatus | null;
}

/** Everything that the public API computes of a cluster. */
export class ComputedStatuses {
  readonly #byName = new Map<string, ComputedStatus>();

  static async read(cluster: ConnectedCluster): Promise<ComputedStatuses> {
    const { data, errors } = await queryClusters({ clusters: [cluster], query: QUERY });
    if (errors !== undefined) throw new Error(`the query failed: ${errors[0]?.message}`);
    const statuses = new ComputedStatuses();
    for (const { nodes } of Object.values(data as Record<string, { nodes: Node[] }>)) {
      for (const { kind, metadata, computedStatus } of nodes) {
        const id = idOf({ kind, namespace: metadata.namespace ?? '', name: metadata.name });
        if (computedStatus !== null) statuses.#byName.set(id, computedStatus);
      }
    }
    return statuses;
  }

  get(name: ObjectName): ComputedStatus | undefined {
    return this.#byName.get(idOf(name));
  }
}

function idOf({ kind, namespace, name }: ObjectName): string {
  return `${kind} ${namespace ?? ''}/${name}`;
}
