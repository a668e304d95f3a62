import { clusterFields, queryFields } from './cluster.ts';
import { condition } from './condition.ts';
import type { ConditionResolvers, Resolvers } from './generated/types.ts';
import { kubernetesObject, node, objectMeta, route } from './kubernetes-object.ts';
import {
  backendReference,
  gatewaySpec,
  namespacedObjectReference,
  objectReference,
  parentReference,
} from './reference.ts';
import { finding, referenceResolution } from './reference-resolution.ts';
import { scalars } from './scalars.ts';

/** Every resolver of this server. Fields without one read the property of their name. */
export const resolvers: Resolvers = {
  ...scalars,
  Query: queryFields(),
  Cluster: clusterFields,
  Node: node,
  KubernetesObject: kubernetesObject,
  Route: route,
  KubernetesObjectMeta: objectMeta,
  ObjectReference: objectReference,
  NamespacedObjectReference: namespacedObjectReference,
  BackendReference: backendReference,
  ParentReference: parentReference,
  Condition: condition as ConditionResolvers,
  ReferenceResolution: referenceResolution,
  Finding: finding,
  KubernetesKindGatewaySpec: gatewaySpec,
};
