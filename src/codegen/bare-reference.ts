import { type GroupKind, groupKindId } from '../kube/object-key.ts';
import type { InterfaceField } from './interface-fields.ts';

/** A reference that is a bare string: its resolution stands beside it. */
export interface BareReference {
  readonly owner: GroupKind;
  /** The object that has the string, and the string's own name in it. */
  readonly parent: string;
  readonly property: string;
  readonly defaults: { readonly group: string; readonly kind: string };
  readonly sibling: InterfaceField;
}

const GROUP = 'gateway.networking.k8s.io';

const BARE_REFERENCES: readonly BareReference[] = [
  {
    owner: { group: GROUP, kind: 'Gateway' },
    parent: 'spec',
    property: 'gatewayClassName',
    defaults: { group: GROUP, kind: 'GatewayClass' },
    sibling: {
      name: 'gatewayClassResolution',
      type: 'ReferenceResolution',
      description: 'Whether gatewayClassName names a GatewayClass that exists.',
      origin: 'own',
    },
  },
];

/** The bare references that the object at a path of a kind holds. */
export function bareReferencesOf(owner: GroupKind, parent: string): readonly BareReference[] {
  const id = groupKindId(owner);
  return BARE_REFERENCES.filter(
    (reference) => groupKindId(reference.owner) === id && reference.parent === parent,
  );
}
