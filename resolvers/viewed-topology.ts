import type { ClusterView } from '../src/context/cluster-view.ts';
import type { Topology, TopologyNode } from '../src/gatewayapi/topology/topology.ts';

/** A topology and the cluster it is of. */
export interface ViewedTopology extends Topology {
  readonly view: ClusterView;
}

export interface ViewedTopologyNode extends TopologyNode {
  readonly view: ClusterView;
}
