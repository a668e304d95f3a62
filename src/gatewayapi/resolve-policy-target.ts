import { asString } from '../kube/json.ts';
import { formatKind, groupKindId } from '../kube/object-key.ts';
import type { Rule } from './fact.ts';
import { BACKEND_TLS_POLICY, EXPERIMENTAL_GROUP, GATEWAY_GROUP, SERVICE, X_BACKEND } from './groups.ts';
import { sectionsOf } from './policies/target-sections.ts';
import type { Reference } from './reference.ts';
import { broken, isResolved, type Resolution, resolved, targetText } from './resolution.ts';
import { existingObject } from './resolve-existing.ts';
import { servicePorts } from './service-port.ts';

const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([GATEWAY_GROUP, EXPERIMENTAL_GROUP]);

/**
 * `targetRefs` of a policy (semantics.md A.2 rows 24 and 26, C.9, E.1): an object, and for a `sectionName` the part of
 * that name: a listener of a Gateway, a rule of a route, a port of a Service. The policies of Gateway API itself are
 * for Services; what else they may target is implementation-specific.
 */
export function* resolvePolicyTarget(reference: Reference): Rule<Resolution> {
  const { target, from } = reference;
  const found = yield* existingObject(reference, { absent: 'TargetNotFound', notServed: 'InvalidKind' });
  if (!isResolved(found) || found.referent === undefined) return found;
  if (from.kind === BACKEND_TLS_POLICY.kind && groupKindId(target) === groupKindId(X_BACKEND)) {
    // B.5: an XBackend says in its own spec how TLS to it is set up.
    return broken(reference, 'InvalidKind', 'a BackendTLSPolicy may not target an XBackend');
  }
  if (BUILT_IN_GROUPS.has(from.group) && groupKindId(target) !== groupKindId(SERVICE)) {
    const message = `${targetText(reference)} exists; whether a policy may target ${formatKind(target)} is implementation-specific`;
    return broken(reference, 'Unknown', message, { referent: found.referent });
  }
  return inSection(found);
}

function inSection(found: Resolution): Resolution {
  const { reference, referent } = found;
  const { sectionName } = reference;
  const sections = referent && sectionsOf(referent);
  if (referent === undefined || sections === undefined || sectionName === undefined) return found;
  const { word, names } = sections;
  if (names.includes(sectionName)) {
    const message = `${targetText(reference)} has a ${word} named ${sectionName}`;
    const servicePort = servicePorts(referent).find((port) => asString(port['name']) === sectionName);
    return resolved(reference, message, { referent, ...(word === 'port' ? { servicePort } : {}) });
  }
  const has = names.length === 0 ? `its ${word}s have no names` : `its ${word}s are ${names.join(', ')}`;
  const message = `${targetText(reference)} has no ${word} named ${sectionName}; ${has}`;
  return broken(reference, 'TargetNotFound', message, { referent });
}
