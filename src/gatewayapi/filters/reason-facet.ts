import { keyOf } from '../../kube/raw-object.ts';
import { type VerdictRule, verdict, verdictRule } from '../fact.ts';
import type { ReferenceResolutionReason } from '../reasons.ts';
import { defaultReference } from '../reference.ts';
import type { SpecSites } from '../relations/spec-sites.ts';
import { resolveReference } from '../resolve-reference.ts';
import type { Facet } from './facet.ts';

type Reasons = readonly ReferenceResolutionReason[];

/** The reasons of all references in an object's spec, each once. */
export function referenceReasons(sites: SpecSites): VerdictRule<Reasons> {
  return verdictRule('referenceReasons', function* (owner) {
    const reasons = new Set<ReferenceResolutionReason>();
    for (const site of sites.of(owner)) {
      reasons.add((yield* resolveReference(defaultReference(site))).reason);
    }
    return [...reasons].sort();
  });
}

/** Of all kinds: what `referenceReasons` says. */
export function reasonFacet(sites: SpecSites): Facet {
  const rule = referenceReasons(sites);
  return {
    of: 'cluster',
    *keysOf(object) {
      const answer = yield* verdict(rule, keyOf(object));
      return answer.state === 'judged' ? answer.value : [];
    },
  };
}
