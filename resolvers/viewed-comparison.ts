import type { ClusterView, ViewHypothesis } from '../src/context/cluster-view.ts';
import type { ConditionChange } from '../src/gatewayapi/comparison/compare-conditions.ts';
import type { ObjectKey } from '../src/kube/object-key.ts';
import type { SimulationInput } from './simulation-input.ts';
import type { ViewedSimulation } from './viewed-simulation.ts';

/** A hypothetical view, to be held against the one that it came from. */
export interface ViewedComparison {
  readonly view: ClusterView;
  readonly hypothesis: ViewHypothesis;
  readonly probes: readonly SimulationInput[];
}

/** A changed condition, and the views in which it stands. */
export interface ViewedConditionChange extends ConditionChange {
  readonly object: ObjectKey;
  readonly base: ClusterView;
  readonly view: ClusterView;
}

export interface ViewedProbeChange {
  readonly index: number;
  readonly before: ViewedSimulation;
  readonly after: ViewedSimulation;
}
