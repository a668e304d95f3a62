import { keyOf } from '../../kube/raw-object.ts';
import { verdict } from '../fact.ts';
import type { TimedFinding } from '../finding.ts';
import { objectFindings } from '../findings/object-findings.ts';
import type { Facet } from './facet.ts';

/** When objects have findings: each time from which and until which one of them holds, so that the index outlives the clock. */
export const findingsFacet: Facet = {
  of: 'cluster',
  *keysOf(object) {
    const answer = yield* verdict(objectFindings, keyOf(object));
    return answer.state === 'judged' ? [...new Set(answer.value.map(times))] : [];
  },
};

const SEPARATOR = ' ';

function times({ from, until }: TimedFinding): string {
  return `${from ?? Number.NEGATIVE_INFINITY}${SEPARATOR}${until ?? Number.POSITIVE_INFINITY}`;
}

/** Whether a finding behind a key of the facet holds, in milliseconds since 1970. */
export function holdsAt(now: number): (key: string) => boolean {
  return (key) => {
    const [from = Number.NaN, until = Number.NaN] = key.split(SEPARATOR).map(Number);
    return from <= now && now < until;
  };
}
