import { asList, getIn } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import {
  ALL_RESOLVED,
  type CombinedReferences,
  combineResolutions,
} from '../conditions/combine-resolutions.ts';
import { type ComputedCondition, isFalse } from '../conditions/computed-condition.ts';
import { resolvedRefs } from '../conditions/resolved-refs.ts';
import type { Rule } from '../fact.ts';
import { defaultReference } from '../reference.ts';
import { isResolved, type Resolution } from '../resolution.ts';
import { resolveReference } from '../resolve-reference.ts';
import { specSites } from '../spec-references.ts';

/** Which CAs a BackendTLSPolicy trusts, and whether it can be used with them. */
export interface PolicyTrust {
  readonly references: CombinedReferences;
  /** What it makes of the condition Accepted, unless the policy is sound. */
  readonly refusal: ComputedCondition | undefined;
}

/** semantics.md B.7 and C.9 rules 2 and 4. */
export function* policyTrust(policy: RawObject): Rule<PolicyTrust> {
  const resolutions: Resolution[] = [];
  for (const site of specSites(policy, 'policyCa')) {
    resolutions.push(yield* resolveReference(defaultReference(site)));
  }
  const references = combineResolutions(resolutions);
  const malformed = validationProblem(policy);
  if (malformed !== undefined) return { references, refusal: isFalse('Accepted', 'Invalid', malformed) };
  if (references.state === 'resolved' || resolutions.some(isResolved))
    return { references, refusal: undefined };
  const refusal =
    references.state === 'broken'
      ? isFalse('Accepted', 'NoValidCACertificate', references.message)
      : { ...resolvedRefs(references), type: 'Accepted' };
  return { references, refusal };
}

export const TRUSTING: PolicyTrust = { references: ALL_RESOLVED, refusal: undefined };

/** What is wrong with the choice between own CAs and well-known ones; v1alpha2 called both otherwise. */
function validationProblem(policy: RawObject): string | undefined {
  const validation = getIn(policy, 'spec', 'validation') ?? getIn(policy, 'spec', 'tls');
  const wellKnown = getIn(validation, 'wellKnownCACertificates') ?? getIn(validation, 'wellKnownCACerts');
  const own = asList(getIn(validation, 'caCertificateRefs') ?? getIn(validation, 'caCertRefs'));
  const namesWellKnown = wellKnown !== undefined && wellKnown !== null && wellKnown !== '';
  if (namesWellKnown && own.length > 0) {
    return 'validation names CA certificates and well-known ones: only one of them is possible';
  }
  if (!namesWellKnown && own.length === 0) return 'validation names no CA certificates';
  return namesWellKnown && wellKnown !== 'System'
    ? `wellKnownCACertificates ${JSON.stringify(wellKnown)} is not supported`
    : undefined;
}
