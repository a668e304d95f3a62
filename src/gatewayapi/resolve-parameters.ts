import { formatKind } from '../kube/object-key.ts';
import { kindFact, type Rule } from './fact.ts';
import type { Reference } from './reference.ts';
import { broken, type Resolution } from './resolution.ts';
import { existingObject } from './resolve-existing.ts';

const INVALID = { absent: 'InvalidParameters', notServed: 'InvalidParameters' } as const;

/**
 * `parametersRef` of a GatewayClass or XMesh (semantics.md A.2 rows 13 and 29): both are cluster-scoped, so the
 * namespace is set for a namespaced kind and not set for the others.
 */
export function* resolveParameters(reference: Reference): Rule<Resolution> {
  const { target } = reference;
  const kind = yield* kindFact(target);
  if (kind.state === 'served' && kind.resource.namespaced !== (target.namespace !== undefined)) {
    const [is, fix] = kind.resource.namespaced
      ? ['namespaced', 'Set namespace.']
      : ['not namespaced', 'Remove namespace.'];
    const message = `${formatKind(target)} is ${is}: the reference to ${target.name} has to say so`;
    return broken(reference, 'InvalidParameters', message, { hint: fix });
  }
  return yield* existingObject(reference, INVALID);
}

/** `Gateway.spec.infrastructure.parametersRef`: always in the Gateway's namespace. */
export function* resolveGatewayParameters(reference: Reference): Rule<Resolution> {
  return yield* existingObject(reference, INVALID);
}
