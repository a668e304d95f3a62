import { asString } from '../kube/json.ts';
import { formatKind, groupKindId } from '../kube/object-key.ts';
import type { Rule } from './fact.ts';
import { BACKEND_TLS_POLICY, SERVICE, X_BACKEND } from './groups.ts';
import type { Reference } from './reference.ts';
import { broken, isResolved, type Resolution, resolved, targetText } from './resolution.ts';
import { existingObject } from './resolve-existing.ts';
import { servicePorts } from './service-port.ts';

/**
 * `targetRefs` of a policy (semantics.md A.2 rows 24 and 26, C.9): a Service of the policy's own namespace, and for
 * a `sectionName` the port of that name. Targets of other kinds are implementation-specific.
 */
export function* resolvePolicyTarget(reference: Reference): Rule<Resolution> {
  const { target, sectionName } = reference;
  const found = yield* existingObject(reference, { absent: 'TargetNotFound', notServed: 'InvalidKind' });
  if (!isResolved(found) || found.referent === undefined) return found;
  if (reference.from.kind === BACKEND_TLS_POLICY.kind && groupKindId(target) === groupKindId(X_BACKEND)) {
    // B.5: an XBackend says in its own spec how TLS to it is set up.
    return broken(reference, 'InvalidKind', 'a BackendTLSPolicy may not target an XBackend');
  }
  if (groupKindId(target) !== groupKindId(SERVICE)) {
    const message = `${targetText(reference)} exists; whether a policy may target ${formatKind(target)} is implementation-specific`;
    return broken(reference, 'Unknown', message, { referent: found.referent });
  }
  if (sectionName === undefined) return found;
  const ports = servicePorts(found.referent);
  const servicePort = ports.find((port) => asString(port['name']) === sectionName);
  if (servicePort !== undefined) {
    const message = `${targetText(reference)} has a port named ${sectionName}`;
    return resolved(reference, message, { referent: found.referent, servicePort });
  }
  const names = ports.map((port) => asString(port['name'])).filter((name) => name !== undefined);
  const has = names.length === 0 ? 'its ports have no names' : `its ports are ${names.join(', ')}`;
  const message = `${targetText(reference)} has no port named ${sectionName}; ${has}`;
  return broken(reference, 'TargetNotFound', message, { referent: found.referent });
}
