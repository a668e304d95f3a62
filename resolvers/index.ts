import { clusterFields, queryFields, type SchemaTables } from './cluster.ts';
import {
  computedParentRef,
  computedRouteParentStatus,
  gatewayClassComputedStatus,
  gatewayComputedStatus,
  listenerAttachment,
  listenerSetComputedStatus,
  policyComputedStatus,
} from './computed-status.ts';
import { condition } from './condition.ts';
import type { ConditionResolvers, Resolvers } from './generated/types.ts';
import { objectInterfaces, objectMeta } from './kubernetes-object.ts';
import {
  backendReference,
  gatewaySpec,
  namespacedObjectReference,
  objectReference,
  parentReference,
} from './reference.ts';
import { finding, referenceResolution } from './reference-resolution.ts';
import { scalars } from './scalars.ts';
import {
  requestSimulation,
  simulatedBackend,
  simulatedListener,
  simulatedMirror,
  simulationStep,
} from './simulation.ts';
import {
  gatewayClassStatusDrift,
  gatewayStatusDrift,
  listenerSetStatusDrift,
  policyStatusDrift,
  statusDrift,
} from './status-drift.ts';

/** Every resolver of this server, for the kinds of one schema. Fields without one read the property of their name. */
export function createResolvers(tables: SchemaTables): Resolvers {
  const { kinds } = tables;
  return {
    ...scalars,
    ...objectInterfaces(kinds),
    Query: queryFields(tables),
    Cluster: clusterFields(tables),
    KubernetesObjectMeta: objectMeta,
    ObjectReference: objectReference,
    NamespacedObjectReference: namespacedObjectReference,
    BackendReference: backendReference,
    ParentReference: parentReference,
    Condition: condition as ConditionResolvers,
    ReferenceResolution: referenceResolution,
    Finding: finding,
    KubernetesKindGatewaySpec: gatewaySpec,
    ComputedParentRef: computedParentRef,
    ComputedRouteParentStatus: computedRouteParentStatus,
    ListenerAttachment: listenerAttachment,
    StatusDrift: statusDrift,
    RequestSimulation: requestSimulation,
    SimulatedBackend: simulatedBackend,
    SimulatedListener: simulatedListener,
    SimulatedMirror: simulatedMirror,
    SimulationStep: simulationStep,
    KubernetesKindGatewayClass: {
      computedStatus: gatewayClassComputedStatus,
      statusDrift: gatewayClassStatusDrift,
    },
    KubernetesKindGateway: { computedStatus: gatewayComputedStatus, statusDrift: gatewayStatusDrift },
    KubernetesKindListenerSet: {
      computedStatus: listenerSetComputedStatus,
      statusDrift: listenerSetStatusDrift,
    },
    KubernetesKindBackendTLSPolicy: { computedStatus: policyComputedStatus, statusDrift: policyStatusDrift },
    KubernetesKindXBackendTrafficPolicy: {
      computedStatus: policyComputedStatus,
      statusDrift: policyStatusDrift,
    },
  };
}
