import { kindTable } from '../generated/kind-table.ts';
import { formatKind, groupKindId } from '../kube/object-key.ts';
import { kindFact, type Rule } from './fact.ts';
import { findReferent, kindNotServed } from './find-referent.ts';
import { CONFIG_MAP, SECRET } from './groups.ts';
import type { ReferenceResolutionReason } from './reasons.ts';
import type { Reference } from './reference.ts';
import { broken, type Resolution, resolved, targetText, unreadable } from './resolution.ts';

interface ExistenceRule {
  readonly absent: ReferenceResolutionReason;
  readonly notServed: ReferenceResolutionReason;
}

/** For positions of which the specification asks no more than that kind and object exist. */
export function* existingObject(reference: Reference, rule: ExistenceRule): Rule<Resolution> {
  const kind = yield* kindFact(reference.target);
  if (kind.state === 'notServed') return kindNotServed(reference, rule.notServed);
  if (kind.state !== 'served') {
    return unreadable(reference, kind, `the kind ${formatKind(reference.target)}`);
  }
  const scoped = kind.resource.namespaced ? reference : withoutNamespace(reference);
  const referent = yield* findReferent(scoped, { needsGrant: false, ...rule });
  if ('reason' in referent) return referent;
  return resolved(scoped, `${targetText(scoped)} exists`, { referent: referent.object });
}

/** A kind that turns out to be cluster-scoped has no use for the namespace that the reference is in. */
function withoutNamespace(reference: Reference): Reference {
  const { group, kind, name } = reference.target;
  return { ...reference, target: { group, kind, name }, crossNamespace: false };
}

/** `GatewayClass` of a Gateway. */
export function* resolveGatewayClass(reference: Reference): Rule<Resolution> {
  return yield* existingObject(reference, { absent: 'ParentNotFound', notServed: 'ParentNotFound' });
}

/** semantics.md A.2 row 11: a filter that an implementation defines. */
export function* resolveExtension(reference: Reference): Rule<Resolution> {
  if (NO_FILTERS.has(groupKindId(reference.target))) {
    const message = `${formatKind(reference.target)} is no kind of filter`;
    return broken(reference, 'InvalidKind', message);
  }
  return yield* existingObject(reference, { absent: 'BackendNotFound', notServed: 'InvalidKind' });
}

/** Kinds to which the Gateway API gives another part. Secrets and ConfigMaps may well hold what a filter needs. */
const NO_FILTERS: ReadonlySet<string> = new Set(
  kindTable
    .map(groupKindId)
    .filter((kind) => kind !== groupKindId(SECRET) && kind !== groupKindId(CONFIG_MAP)),
);

/** References of kinds that the Gateway API does not define. */
export function* resolveOther(reference: Reference): Rule<Resolution> {
  return yield* existingObject(reference, { absent: 'TargetNotFound', notServed: 'InvalidKind' });
}
