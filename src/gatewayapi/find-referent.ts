import { formatKind, type ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { entry, lookup, premises, type Rule } from './fact.ts';
import type { Finding } from './finding.ts';
import { REFERENCE_GRANT } from './groups.ts';
import { meshOnly } from './mesh-only.ts';
import type { ReferenceResolutionReason } from './reasons.ts';
import type { Reference } from './reference.ts';
import { describeGrant, grantIndex, grantYaml, permittingGrants, referrerId } from './reference-grant.ts';
import { broken, type Resolution, referenceFinding, targetText, unreadable } from './resolution.ts';

/** The referent is there and may be used. */
export interface Referent {
  readonly state: 'referent';
  readonly object: RawObject;
  readonly permittedBy: readonly RawObject[];
  readonly warnings: readonly Finding[];
}

export interface ReferentRule {
  /** Whether another namespace has to grant the reference (semantics.md A.2, column Grant). */
  readonly needsGrant: boolean;
  /** Said when the referent does not exist. */
  readonly absent: ReferenceResolutionReason;
  /** Said when the cluster has no such kind. */
  readonly notServed: ReferenceResolutionReason;
}

/**
 * The steps that all positions share, in the order that keeps secrets (semantics.md B.2): is the reference
 * permitted, may the caller read the referent, does it exist. A referent that is not permitted is never looked up,
 * so that the answer is the same whether it exists or not.
 */
export function* findReferent(reference: Reference, rule: ReferentRule): Rule<Referent | Resolution> {
  const permission = rule.needsGrant && reference.crossNamespace ? yield* permit(reference) : PERMITTED;
  if (permission.reason !== undefined) return permission;
  const answer = yield* lookup(reference.target);
  switch (answer.state) {
    case 'found':
      return {
        state: 'referent',
        object: answer.object,
        permittedBy: permission.permittedBy,
        warnings: permission.warnings,
      };
    case 'absent':
      return broken(reference, rule.absent, `${targetText(reference)} does not exist`, {
        permittedBy: permission.permittedBy,
        warnings: permission.warnings,
      });
    case 'notServed':
      return kindNotServed(reference, rule.notServed);
    default:
      return unreadable(reference, answer, targetText(reference));
  }
}

export function kindNotServed(reference: Reference, reason: ReferenceResolutionReason): Resolution {
  return broken(reference, reason, `this cluster has no kind ${formatKind(reference.target)}`);
}

type Permission = Pick<Referent, 'permittedBy' | 'warnings'> & { readonly reason?: undefined };

const PERMITTED: Permission = { permittedBy: [], warnings: [] };

function* permit(reference: Reference): Rule<Permission | Resolution> {
  const { target, from } = reference;
  if (target.namespace === undefined) return PERMITTED;
  const answer = yield* entry(grantIndex, target.namespace, referrerId(from));
  if (answer.state === 'forbidden' || answer.state === 'unavailable') {
    return unreadable(reference, answer, `the ReferenceGrants in namespace ${target.namespace}`);
  }
  const grants = answer.state === 'entry' ? permittingGrants(answer.values, target) : [];
  if (grants.length > 0) return { permittedBy: grants, warnings: [] };
  // What an assumed grant says is not known; who assumes it has this reference in mind.
  if ((yield* premises()).assumptions?.hasSomeIn(REFERENCE_GRANT, target.namespace)) return PERMITTED;
  return meshOnly(reference) ? meshPermission(reference) : notPermitted(reference);
}

function notPermitted(reference: Reference): Resolution {
  const { from, target } = reference;
  return broken(
    reference,
    'RefNotPermitted',
    `${referrerText(from)} may not refer to ${targetText(reference)}: no ReferenceGrant allows it`,
    { hint: `Apply ${describeGrant(from, target)}:\n${grantYaml(from, target)}` },
  );
}

/** Who refers; a reference that nobody has written yet may come from an object without a name. */
function referrerText({ kind, namespace = '', name }: ObjectKey): string {
  return name === '' ? `${kind} in namespace ${namespace}` : `${kind} ${namespace}/${name}`;
}

/** semantics.md B.1 rule 7: a mesh lets routes of Services cross namespaces; a Gateway would refuse. */
function meshPermission(reference: Reference): Permission {
  const warning = referenceFinding(
    reference,
    'MESH_CROSS_NAMESPACE',
    `${targetText(reference)} is in another namespace and no ReferenceGrant allows it: a mesh accepts that, a Gateway would not`,
    { hint: `To be safe with every parent, apply:\n${grantYaml(reference.from, reference.target)}` },
  );
  return { permittedBy: [], warnings: [warning] };
}
