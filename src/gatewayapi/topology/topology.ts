import type { ObjectKey } from '../../kube/object-key.ts';
import type { EndpointSummary } from '../endpoint-summary.ts';
import type { Finding } from '../finding.ts';
import type { BackendRole } from '../relations/route-backends.ts';

/** In the order in which traffic meets them. */
export const NODE_TYPES = [
  'GATEWAY_CLASS',
  'GATEWAY',
  'LISTENER_SET',
  'LISTENER',
  'ROUTE',
  'RULE',
  'BACKEND',
  'SERVICE_PORT',
  'ENDPOINTS',
  'REFERENCE_GRANT',
  'POLICY',
] as const;

export type NodeType = (typeof NODE_TYPES)[number];

/** Whether the object of a node is there. */
export type NodeState =
  | 'PRESENT'
  /** A class that is in no manifest: a controller is taken for granted. */
  | 'ASSUMED'
  | 'ABSENT'
  /** The caller may not look. */
  | 'HIDDEN'
  /** Nobody could look. */
  | 'UNKNOWN';

export type Health = 'HEALTHY' | 'DEGRADED' | 'BROKEN' | 'UNKNOWN';

/** An object, or a part of one that has a state of its own: a listener, a rule, a port. */
export interface TopologyPart {
  readonly id: string;
  readonly type: NodeType;
  readonly key: ObjectKey;
  /** The field that is the part: `spec.listeners[0]`. Absent for objects, and for endpoints, which are no field. */
  readonly path?: string | undefined;
  readonly title: string;
  readonly subtitle: string;
  readonly state: NodeState;
  /** Of ENDPOINTS only. */
  readonly endpoints?: EndpointSummary | undefined;
}

export interface TopologyNode extends TopologyPart {
  /** What is to be said about this node alone. */
  readonly findings: readonly Finding[];
  /** By its own findings and state. */
  readonly ownHealth: Health;
  /** With all that stands behind it (`roll-up-health.ts`). */
  readonly health: Health;
}

export type EdgeType =
  | 'CLASS'
  | 'CONTAINS'
  | 'LISTENER_SET'
  | 'ATTACHMENT'
  | 'BACKEND'
  | 'ENDPOINTS'
  | 'GRANT'
  | 'POLICY_TARGET';

export type EdgeState = 'ATTACHED' | 'REFUSED' | 'RESOLVED' | 'BROKEN' | 'UNKNOWN';

/** What the field of one object makes of two nodes. `source` and `target` are ids of nodes, as traffic flows. */
export interface TopologyEdge {
  readonly id: string;
  readonly type: EdgeType;
  readonly source: string;
  readonly target: string;
  /** The objects of both. */
  readonly sourceKey: ObjectKey;
  readonly targetKey: ObjectKey;
  readonly state: EdgeState;
  /** As in a condition, where there is a verdict. */
  readonly reason?: string | undefined;
  readonly message: string;
  /** The field that says so: `spec.parentRefs[0]`, of the route for an attachment. */
  readonly path?: string | undefined;
  /** Of BACKEND only. */
  readonly role?: BackendRole | undefined;
  /** Of backends that share the requests of a rule. */
  readonly weight?: number | undefined;
}

export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly edges: readonly TopologyEdge[];
  /** The bound on nodes left something out. */
  readonly truncated: boolean;
  /** Something that the caller may not list may belong here. */
  readonly incomplete: boolean;
}
