import { type GroupKind, groupKindId } from '../kube/object-key.ts';
import type { InterfaceField } from './interface-fields.ts';

const DATA_KINDS: ReadonlySet<string> = new Set(['/Secret', '/ConfigMap']);

/** Properties whose values no reader keeps (src/kube/secret-facts.ts). */
export const dataProperties: readonly string[] = ['data', 'stringData', 'binaryData'];

/** What is public about the data stands in its place. */
export const dataFactFields: readonly InterfaceField[] = [
  {
    name: 'keys',
    type: '[String!]',
    description: 'Names of the entries, without their values.',
    origin: 'own',
  },
  {
    name: 'certificates',
    type: '[KubernetesCertificate!]',
    description: 'Public facts of the certificates in tls.crt and ca.crt.',
    origin: 'own',
  },
];

/** Kinds that hold data nobody gets to see, and that are only read by name: Secret and ConfigMap. */
export function isDataKind(kind: GroupKind): boolean {
  return DATA_KINDS.has(groupKindId(kind));
}
