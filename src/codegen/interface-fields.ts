import { computedStatusFields } from './computed-status-fields.ts';
import type { InterfaceField } from './interface-field.ts';

export type { InterfaceField } from './interface-field.ts';

const routeRelations: readonly InterfaceField[] = [
  {
    name: 'gateways',
    type: '[KubernetesKindGateway!]',
    description:
      'The Gateways that the route names as parents, itself or through a ListenerSet, and that exist; each once.',
    origin: 'own',
  },
  {
    name: 'backends',
    type: '[Backend!]',
    description: 'Where the route sends requests, each target and port once.',
    origin: 'own',
  },
  {
    name: 'urls',
    type: '[String!]',
    description:
      'Where clients reach the route: `https://host/path`, through the listeners that take it and can serve.',
    origin: 'own',
  },
];

/**
 * What each interface asks of the types that implement it, beyond the fields that a reference has by definition.
 * A new interface field is added here and to the interface in `schema/`, and all generated types follow.
 */
export const interfaceFields: { readonly [interfaceName: string]: readonly InterfaceField[] } = {
  Node: [
    {
      name: 'id',
      type: 'ID!',
      description: 'Opaque and stable; names the cluster too.',
      origin: 'own',
    },
  ],
  KubernetesObject: [
    {
      name: 'apiVersion',
      type: 'String',
      description: 'Group and version as stored: `group/version`.',
      origin: 'schema',
    },
    { name: 'kind', type: 'String', description: 'The kind as stored.', origin: 'schema' },
    {
      name: 'metadata',
      type: 'KubernetesObjectMeta',
      description: 'Name, namespace, labels and what else every object has.',
      origin: 'schema',
    },
    {
      name: 'cluster',
      type: 'Cluster',
      description: 'The cluster that the object was read from.',
      origin: 'own',
    },
    {
      name: 'manifest',
      type: 'String',
      arguments: '(format: ManifestFormat = YAML)',
      description: "The object as stored, without managedFields and without a Secret's or ConfigMap's data.",
      origin: 'own',
    },
    {
      name: 'findings',
      type: '[Finding!]',
      description: 'What a person should know about the object; empty where all is well.',
      origin: 'own',
    },
    {
      name: 'referencedBy',
      type: 'IncomingReferenceConnection',
      arguments: '(kinds: [String!], transitive: Boolean = false, first: Int, after: String)',
      description: 'Where the specs of other objects name this one: what has to do with it if it goes.',
      origin: 'own',
    },
    {
      name: 'policies',
      type: '[PolicyAttachment!]',
      arguments: '(inherited: Boolean = false)',
      description:
        'The policies that name the object or a part of it, and with `inherited` those that are handed down to it.',
      origin: 'own',
    },
    {
      name: 'effectivePolicies',
      type: 'EffectivePolicyConnection',
      arguments: '(kinds: [String!], first: Int, after: String)',
      description:
        'What policies come to for the object, for each kind of policy and each way on which requests get there.',
      origin: 'own',
    },
  ],
  Route: [
    {
      name: 'hostnames',
      type: '[String!]',
      description: 'The hostnames of the spec; none on kinds that know no hostnames.',
      origin: 'own',
    },
    {
      name: 'parentRefs',
      type: '[ParentReference!]',
      description: 'The parentRefs of the spec, in their order.',
      origin: 'own',
    },
    ...computedStatusFields('ComputedRouteStatus'),
    ...routeRelations,
  ],
  ObjectReference: [
    {
      name: 'resolution',
      type: 'ReferenceResolution',
      description: 'Whether the reference resolves, to what, and if not, why.',
      origin: 'own',
    },
  ],
  Condition: [
    {
      name: 'state',
      type: 'ConditionState!',
      description: 'The status under one type for all kinds; UNKNOWN where it is absent or not a known one.',
      origin: 'own',
    },
    {
      name: 'observedGeneration',
      type: 'Float',
      description: 'The metadata.generation that the condition was computed for.',
      origin: 'schema',
    },
  ],
};
