import type { ClusterView } from '../src/context/cluster-view.ts';
import type { SimulatedRequest } from '../src/gatewayapi/routing/simulate-request.ts';
import type { SimulatedBackend, SimulatedMirror } from '../src/gatewayapi/routing/simulation.ts';
import type { SimulationStep } from '../src/gatewayapi/routing/simulation-step.ts';

/** A simulated request and the cluster it was sent to. */
export interface ViewedSimulation extends SimulatedRequest {
  readonly view: ClusterView;
}

export interface ViewedBackend extends SimulatedBackend {
  readonly view: ClusterView;
}

export interface ViewedMirror extends SimulatedMirror {
  readonly view: ClusterView;
}

export interface ViewedStep extends SimulationStep {
  readonly view: ClusterView;
}
