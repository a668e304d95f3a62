import { type GroupKind, groupKindId } from '../kube/object-key.ts';
import type { InterfaceField } from './interface-field.ts';

/** What every kind has whose status can be computed; `type` is that of its status. */
export function computedStatusFields(type: string): readonly InterfaceField[] {
  return [
    {
      name: 'computedStatus',
      type,
      description:
        'What a conformant controller would write into the status, computed from the objects alone.',
      origin: 'own',
    },
    {
      name: 'statusDrift',
      type: '[StatusDrift!]',
      description: 'Where the stored status is not what was computed.',
      origin: 'own',
    },
  ];
}

const GATEWAY_GROUP = 'gateway.networking.k8s.io';
const EXPERIMENTAL_GROUP = 'gateway.networking.x-k8s.io';

/** Kinds whose status has a form of its own; routes have theirs from the interface. */
const STATUS_TYPES: ReadonlyMap<string, string> = new Map(
  (
    [
      [{ group: GATEWAY_GROUP, kind: 'GatewayClass' }, 'ComputedGatewayClassStatus'],
      [{ group: GATEWAY_GROUP, kind: 'Gateway' }, 'ComputedGatewayStatus'],
      [{ group: GATEWAY_GROUP, kind: 'ListenerSet' }, 'ComputedListenerSetStatus'],
      [{ group: GATEWAY_GROUP, kind: 'BackendTLSPolicy' }, 'ComputedPolicyStatus'],
      [{ group: EXPERIMENTAL_GROUP, kind: 'XBackendTrafficPolicy' }, 'ComputedPolicyStatus'],
    ] as const
  ).map(([kind, type]) => [groupKindId(kind), type]),
);

/** The fields of a kind's own, beyond those of its interfaces. */
export function ownFieldsOfKind(kind: GroupKind): readonly InterfaceField[] {
  const type = STATUS_TYPES.get(groupKindId(kind));
  return type === undefined ? [] : computedStatusFields(type);
}
