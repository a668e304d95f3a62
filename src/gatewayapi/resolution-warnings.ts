import { groupKindId } from '../kube/object-key.ts';
import { certificateWarnings } from './certificate-warnings.ts';
import { endpointsOf } from './endpoint-summary.ts';
import type { Rule } from './fact.ts';
import { type Finding, findingsAt, type TimedFinding } from './finding.ts';
import { CONFIG_MAP, SECRET, SERVICE } from './groups.ts';
import { isResolved, type Resolution, referenceFinding, targetText } from './resolution.ts';

const DATA_KINDS = new Set([groupKindId(SECRET), groupKindId(CONFIG_MAP)]);

/** Everything worth a warning about a resolution at `now` (milliseconds since 1970). */
export function* resolutionWarnings(resolution: Resolution, now: number): Rule<readonly Finding[]> {
  return findingsAt(yield* timedWarnings(resolution), now);
}

/**
 * The same for all times. It reads more than the resolution itself did, so it is computed only when asked for.
 */
export function* timedWarnings(resolution: Resolution): Rule<readonly TimedFinding[]> {
  const { reference, referent, warnings } = resolution;
  if (!isResolved(resolution) || referent === undefined) return warnings;
  const kind = groupKindId(reference.target);
  if (DATA_KINDS.has(kind)) return [...warnings, ...certificateWarnings(reference, referent)];
  if (reference.position !== 'backend' || kind !== groupKindId(SERVICE)) return warnings;
  const endpoints = yield* endpointsOf(referent);
  if (endpoints.state === 'counted' && endpoints.summary.ready === 0) {
    const message = `${targetText(reference)} has no ready endpoints: requests to it get 503`;
    return [...warnings, referenceFinding(reference, 'NO_READY_ENDPOINTS', message, { hint: NO_ENDPOINTS })];
  }
  if (endpoints.state === 'forbidden' || endpoints.state === 'unavailable') {
    const why = endpoints.state === 'forbidden' ? 'you may not read EndpointSlices there' : endpoints.message;
    const message = `the endpoints of ${targetText(reference)} are not known: ${why}`;
    return [...warnings, referenceFinding(reference, 'ENDPOINTS_NOT_CHECKED', message)];
  }
  return warnings;
}

const NO_ENDPOINTS = "Look at the pods that the Service's selector selects: none of them is ready.";
