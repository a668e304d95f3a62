import { formatKind, type GroupKind } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { caConfigMapProblem, tlsSecretProblem } from './data-problem.ts';
import type { Rule } from './fact.ts';
import { findReferent } from './find-referent.ts';
import { CONFIG_MAP, SECRET } from './groups.ts';
import type { ReferenceResolutionReason } from './reasons.ts';
import type { Reference } from './reference.ts';
import { broken, type Resolution, resolved, targetText } from './resolution.ts';

interface DataRule {
  readonly kind: GroupKind;
  readonly needsGrant: boolean;
  readonly wrongKind: ReferenceResolutionReason;
  /** Missing, or not what it should be. */
  readonly broken: ReferenceResolutionReason;
  problem(object: RawObject): string | undefined;
}

/** semantics.md B.7: references to certificates and CA bundles differ by these rows only. */
const DATA_RULES = {
  certificate: {
    kind: SECRET,
    needsGrant: true,
    wrongKind: 'InvalidCertificateRef',
    broken: 'InvalidCertificateRef',
    problem: tlsSecretProblem,
  },
  clientCertificate: {
    kind: SECRET,
    needsGrant: true,
    wrongKind: 'InvalidClientCertificateRef',
    broken: 'InvalidClientCertificateRef',
    problem: tlsSecretProblem,
  },
  frontendCa: {
    kind: CONFIG_MAP,
    needsGrant: true,
    wrongKind: 'InvalidCACertificateKind',
    broken: 'InvalidCACertificateRef',
    problem: caConfigMapProblem,
  },
  policyCa: {
    kind: CONFIG_MAP,
    needsGrant: false,
    wrongKind: 'InvalidKind',
    broken: 'InvalidCACertificateRef',
    problem: caConfigMapProblem,
  },
} satisfies { readonly [position: string]: DataRule };

export function dataReferenceRule(
  position: keyof typeof DATA_RULES,
): (reference: Reference) => Rule<Resolution> {
  const rule: DataRule = DATA_RULES[position];
  return function* resolveDataReference(reference) {
    const { target } = reference;
    if (target.group !== rule.kind.group || target.kind !== rule.kind.kind) {
      const message = `${formatKind(target)} ${target.name} cannot be used here: only ${formatKind(rule.kind)} is supported`;
      return broken(reference, rule.wrongKind, message);
    }
    const referent = yield* findReferent(reference, {
      needsGrant: rule.needsGrant,
      absent: rule.broken,
      notServed: rule.broken,
    });
    if ('reason' in referent) return referent;
    const problem = rule.problem(referent.object);
    const found = { permittedBy: referent.permittedBy, referent: referent.object };
    return problem === undefined
      ? resolved(reference, `${targetText(reference)} is usable`, found)
      : broken(reference, rule.broken, `${targetText(reference)} ${problem}`, found);
  };
}
