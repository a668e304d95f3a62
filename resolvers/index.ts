import { reasonFacet } from '../src/gatewayapi/filters/reason-facet.ts';
import { ReverseIndexes } from '../src/gatewayapi/relations/reverse-indexes.ts';
import { SpecSites } from '../src/gatewayapi/relations/spec-sites.ts';
import { clusterFields, queryFields, type SchemaTables } from './cluster.ts';
import { conditionChange, viewComparison } from './compare.ts';
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
import { incomingReference, permits } from './incoming-references.ts';
import { objectInterfaces, objectMeta } from './kubernetes-object.ts';
import { ObjectLists } from './object-lists.ts';
import { effectivePolicy, effectivePolicyValue, policyAttachment, policyPlace } from './policies.ts';
import { urlsOfServiceField } from './public-urls.ts';
import {
  backendReference,
  gatewaySpec,
  namespacedObjectReference,
  objectReference,
  parentReference,
} from './reference.ts';
import { finding, referenceResolution } from './reference-resolution.ts';
import {
  gatewayClassOf,
  gatewayOfListenerSet,
  listRelations,
  serviceOfSlice,
  servicesOfWorkload,
  targetsOfAny,
  targetsOfPolicy,
} from './relations.ts';
import { backend } from './route-backends.ts';
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
import { topology, topologyEdge, topologyNode } from './topology.ts';

/** Every resolver of this server, for the kinds of one schema. Fields without one read the property of their name. */
export function createResolvers(tables: SchemaTables): Resolvers {
  const { kinds } = tables;
  const sites = new SpecSites(tables.references);
  const indexes = new ReverseIndexes(sites);
  const lists = new ObjectLists(reasonFacet(sites));
  const relations = listRelations(lists);
  return {
    ...scalars,
    ...objectInterfaces(kinds, indexes),
    Query: queryFields(tables, lists),
    Cluster: clusterFields(tables, lists),
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
    Backend: backend,
    IncomingReference: incomingReference,
    RequestSimulation: requestSimulation,
    SimulatedBackend: simulatedBackend,
    SimulatedListener: simulatedListener,
    SimulatedMirror: simulatedMirror,
    SimulationStep: simulationStep,
    ViewComparison: viewComparison,
    ConditionChange: conditionChange,
    Topology: topology,
    TopologyEdge: topologyEdge,
    TopologyNode: topologyNode,
    KubernetesKindGatewayClass: {
      ...relations.gatewayClass,
      computedStatus: gatewayClassComputedStatus,
      statusDrift: gatewayClassStatusDrift,
    },
    KubernetesKindGateway: {
      ...relations.gateway,
      gatewayClass: gatewayClassOf,
      computedStatus: gatewayComputedStatus,
      statusDrift: gatewayStatusDrift,
    },
    KubernetesKindGatewaySpecListeners: relations.listener,
    KubernetesKindListenerSetSpecListeners: relations.listener,
    KubernetesKindNamespace: relations.namespace,
    KubernetesKindReferenceGrant: { permits: permits(indexes) },
    KubernetesKindService: { ...relations.service, urls: urlsOfServiceField },
    KubernetesKindListenerSet: {
      ...relations.listenerSet,
      gateway: gatewayOfListenerSet,
      computedStatus: listenerSetComputedStatus,
      statusDrift: listenerSetStatusDrift,
    },
    ...policyTargets(kinds),
    GenericKubernetesObject: { targets: targetsOfAny, services: servicesOfWorkload },
    KubernetesKindEndpointSlice: { service: serviceOfSlice },
    PolicyAttachment: policyAttachment,
    PolicyPlace: policyPlace,
    EffectivePolicy: effectivePolicy,
    EffectivePolicyValue: effectivePolicyValue,
    KubernetesKindBackendTLSPolicy: {
      targets: targetsOfPolicy,
      computedStatus: policyComputedStatus,
      statusDrift: policyStatusDrift,
    },
    KubernetesKindXBackendTrafficPolicy: {
      targets: targetsOfPolicy,
      computedStatus: policyComputedStatus,
      statusDrift: policyStatusDrift,
    },
  };
}

/** `targets` of every kind of policy that has a type. */
function policyTargets(kinds: SchemaTables['kinds']): {
  [type: string]: { targets: typeof targetsOfPolicy };
} {
  const policies = kinds.filter(({ policy }) => policy !== undefined);
  return Object.fromEntries(policies.map(({ type }) => [type, { targets: targetsOfPolicy }]));
}
