import type { ObjectKey } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { type VerdictRule, verdict } from '../fact.ts';
import type { TimedFinding } from '../finding.ts';
import { compareFindings } from './compare-findings.ts';
import { listServed } from './list-served.ts';
import { judgedKinds, objectFindings } from './object-findings.ts';

/** What to ask `clusterFindings` about: all objects of a cluster, or of one of its namespaces. */
export function scopeKey(namespace: string | undefined): ObjectKey {
  return { group: '', kind: 'all findings', namespace, name: '' };
}

/**
 * The findings of all objects in a scope, in one order. Kinds that may not or could not be listed are left out, for
 * whoever asks to say so.
 */
export const clusterFindings: VerdictRule<readonly TimedFinding[]> = {
  name: 'clusterFindings',
  *evaluate({ namespace }) {
    const all: (readonly TimedFinding[])[] = [];
    for (const kind of yield* judgedKinds()) {
      const answer = yield* listServed(kind, namespace);
      for (const object of answer.state === 'listed' ? answer.objects : []) {
        const found = yield* verdict(objectFindings, keyOf(object));
        if (found.state === 'judged' && found.value.length > 0) all.push(found.value);
      }
    }
    return { state: 'judged', value: all.flat().sort(compareFindings) };
  },
};
