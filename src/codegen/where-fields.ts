import { type GroupKind, groupKindId } from '../kube/object-key.ts';
import type { GeneratedKind } from './generated-kind.ts';

/** A field of the input that says which objects of a kind are meant; all fields that are given have to fit. */
export interface WhereField {
  readonly name: string;
  readonly type: string;
  readonly description: string;
  /** Whether objects of a kind have something that the field can ask about. */
  readonly fits: (kind: GeneratedKind) => boolean;
}

const GROUP = 'gateway.networking.k8s.io';
const GATEWAY_GROUPS: readonly string[] = [GROUP, 'gateway.networking.x-k8s.io'];

const kinds = (...names: readonly string[]): readonly GroupKind[] =>
  names.map((kind) => ({ group: GROUP, kind }));

const ROUTES = kinds('HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute');
const WITH_HOSTNAMES = kinds('HTTPRoute', 'GRPCRoute', 'TLSRoute', 'Gateway', 'ListenerSet');

/** In the order in which they are printed. `src/gatewayapi/filters/where-fields.ts` gives each its meaning. */
const WHERE_FIELDS: readonly WhereField[] = [
  {
    name: 'name',
    type: 'String',
    description: 'The name; `*` stands for any characters.',
    fits: () => true,
  },
  {
    name: 'hostname',
    type: 'String',
    description:
      'A host that a request could be for: wildcards, and what has no hostname, match as they would.',
    fits: oneOf(WITH_HOSTNAMES),
  },
  {
    name: 'gatewayClass',
    type: 'String',
    description: 'The name of the GatewayClass.',
    fits: oneOf(kinds('Gateway')),
  },
  {
    name: 'gateway',
    type: 'ObjectKeyInput',
    description:
      'Names this Gateway as a parent, itself or through a ListenerSet, whether it attaches or not.',
    fits: oneOf([...ROUTES, ...kinds('ListenerSet')]),
  },
  {
    name: 'backend',
    type: 'ObjectKeyInput',
    description:
      'Names this backend, a Service by default, in any rule or filter, whether the reference resolves or not.',
    fits: oneOf(ROUTES),
  },
  {
    name: 'attached',
    type: 'Boolean',
    description: 'Whether a parent takes the route.',
    fits: oneOf(ROUTES),
  },
  {
    name: 'service',
    type: 'ObjectKeyInput',
    description: 'Holds endpoints of this Service.',
    fits: oneOf([{ group: 'discovery.k8s.io', kind: 'EndpointSlice' }]),
  },
  {
    name: 'resolved',
    type: 'Boolean',
    description: 'True: every reference in the spec resolves; false: at least one does not.',
    fits: hasReferences,
  },
  {
    name: 'reason',
    type: 'ReferenceResolutionReason',
    description: 'At least one reference in the spec has this reason.',
    fits: hasReferences,
  },
  {
    name: 'hasFindings',
    type: 'Boolean',
    description: 'Whether there are findings about the object, of any severity.',
    fits: isJudged,
  },
  {
    name: 'condition',
    type: 'ConditionWhere',
    description: 'Has a condition of which all that is given holds.',
    fits: hasConditions,
  },
];

/** The fields of a kind's `where` input, without and, or and not. */
export function whereFields(kind: GeneratedKind): readonly WhereField[] {
  return WHERE_FIELDS.filter(({ fits }) => fits(kind));
}

function oneOf(some: readonly GroupKind[]): WhereField['fits'] {
  const ids = new Set(some.map(groupKindId));
  return ({ row }) => ids.has(groupKindId(row));
}

/** The kinds of Gateway API, and policies of any group. */
function isJudged({ row: { group, policy } }: GeneratedKind): boolean {
  return GATEWAY_GROUPS.includes(group) || policy !== undefined;
}

function hasReferences({ references }: GeneratedKind): boolean {
  return references.some(({ path }) => path.startsWith('spec.'));
}

function hasConditions({ objects }: GeneratedKind): boolean {
  return objects.some(
    ({ interfaces, path }) => interfaces.includes('Condition') && CONDITION_PATHS.includes(path),
  );
}

/** Where conditions of the object itself stand; those of listeners and other parts are told apart. */
const CONDITION_PATHS: readonly string[] = [
  'status.conditions[]',
  'status.parents[].conditions[]',
  'status.ancestors[].conditions[]',
];
