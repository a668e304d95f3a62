import type { FactRequest } from '../gatewayapi/fact.ts';
import type { ObjectChange } from '../kube/object-change.ts';
import { keyOf } from '../kube/raw-object.ts';

/** The questions about the object itself, and about lists that it is in, whose answers a change makes others. */
export function objectFacts({ before, after }: ObjectChange): readonly FactRequest[] {
  const object = after ?? before;
  if (object === undefined) return [];
  const key = keyOf(object);
  const scopes = new Set([undefined, key.namespace]);
  return [
    { fact: 'object', key },
    ...Array.from(scopes, (namespace): FactRequest => ({ fact: 'list', kind: key, namespace })),
  ];
}
