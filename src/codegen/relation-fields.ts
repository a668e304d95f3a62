import type { KindRow } from '../kube/kind-row.ts';
import { type GroupKind, groupKindId } from '../kube/object-key.ts';
import type { InterfaceField } from './interface-field.ts';
import { listArguments } from './list-arguments.ts';

/** Fields that lead from an object, or from a part of it, to what it has to do with. */
interface RelationRow {
  readonly owner: GroupKind;
  /** `spec.listeners[]`; "" for the object itself. */
  readonly path: string;
  readonly fields: readonly InterfaceField[];
}

const GROUP = 'gateway.networking.k8s.io';
const gatewayApi = (kind: string): GroupKind => ({ group: GROUP, kind });
const core = (kind: string): GroupKind => ({ group: '', kind });

const field = (name: string, type: string, description: string): InterfaceField => ({
  name,
  type,
  description,
  origin: 'own',
});

const anywhere = (name: string): string => listArguments({ name, namespace: true });
const nearby = (name: string): string => listArguments({ name, namespace: false });

const routes = (description: string): InterfaceField => ({
  ...field('routes', 'RouteConnection', description),
  arguments: anywhere('Route'),
});

const ROUTES_OF_LISTENER = routes('The routes that this listener takes.');

const TARGETS = field(
  'targets',
  '[KubernetesObject!]',
  'The objects that the policy is for; those that do not exist are left out, and have a resolution in the spec.',
);

const RELATIONS: readonly RelationRow[] = [
  {
    owner: gatewayApi('GatewayClass'),
    path: '',
    fields: [
      {
        ...field('gateways', 'KubernetesKindGatewayConnection', 'The Gateways of this class.'),
        arguments: anywhere('Gateway'),
      },
    ],
  },
  {
    owner: gatewayApi('Gateway'),
    path: '',
    fields: [
      field('gatewayClass', 'KubernetesKindGatewayClass', 'The class; null when it does not exist.'),
      {
        ...field(
          'listenerSets',
          'KubernetesKindListenerSetConnection',
          'The ListenerSets that name this Gateway, whether it lets them in or not.',
        ),
        arguments: anywhere('ListenerSet'),
      },
      routes(
        'The routes that name this Gateway, or one of its ListenerSets, as a parent, whether they attach or not.',
      ),
    ],
  },
  { owner: gatewayApi('Gateway'), path: 'spec.listeners[]', fields: [ROUTES_OF_LISTENER] },
  {
    owner: gatewayApi('ListenerSet'),
    path: '',
    fields: [
      field(
        'gateway',
        'KubernetesKindGateway',
        'The Gateway that the ListenerSet names; null when there is none.',
      ),
      routes('The routes that name this ListenerSet as a parent, whether they attach or not.'),
    ],
  },
  { owner: gatewayApi('ListenerSet'), path: 'spec.listeners[]', fields: [ROUTES_OF_LISTENER] },
  {
    owner: gatewayApi('ReferenceGrant'),
    path: '',
    fields: [field('permits', '[IncomingReference!]', 'The references that this grant permits now.')],
  },
  {
    owner: core('Service'),
    path: '',
    fields: [
      routes('The routes that name this Service as a backend, whether the reference resolves or not.'),
      {
        ...field(
          'meshRoutes',
          'RouteConnection',
          'The routes of a mesh that name this Service as a parent, whether they attach or not.',
        ),
        arguments: anywhere('Route'),
      },
      {
        ...field(
          'endpointSlices',
          'KubernetesKindEndpointSliceConnection',
          'The EndpointSlices of this Service.',
        ),
        arguments: nearby('EndpointSlice'),
      },
      field(
        'urls',
        '[String!]',
        'Where clients reach the Service: `https://host/path`, through routes that send it requests and listeners that can serve.',
      ),
    ],
  },
  {
    owner: { group: 'discovery.k8s.io', kind: 'EndpointSlice' },
    path: '',
    fields: [
      field(
        'service',
        'KubernetesKindService',
        'The Service whose endpoints these are; null when there is none.',
      ),
    ],
  },
  {
    owner: core('Namespace'),
    path: '',
    fields: [
      {
        ...field('gateways', 'KubernetesKindGatewayConnection', 'The Gateways in this namespace.'),
        arguments: nearby('Gateway'),
      },
      {
        ...field(
          'listenerSets',
          'KubernetesKindListenerSetConnection',
          'The ListenerSets in this namespace.',
        ),
        arguments: nearby('ListenerSet'),
      },
      {
        ...field('routes', 'RouteConnection', 'The routes in this namespace.'),
        arguments: nearby('Route'),
      },
      {
        ...field('services', 'KubernetesKindServiceConnection', 'The Services in this namespace.'),
        arguments: nearby('Service'),
      },
      {
        ...field(
          'referenceGrants',
          'KubernetesKindReferenceGrantConnection',
          'The ReferenceGrants in this namespace: what others may refer to in it.',
        ),
        arguments: nearby('ReferenceGrant'),
      },
    ],
  },
];

/** The relations of the object at a path of a kind. */
export function relationFieldsOf(owner: KindRow, path: string): readonly InterfaceField[] {
  const id = groupKindId(owner);
  const fields = RELATIONS.filter((row) => row.path === path && groupKindId(row.owner) === id).flatMap(
    (row) => row.fields,
  );
  return path === '' && owner.policy !== undefined ? [...fields, TARGETS] : fields;
}
