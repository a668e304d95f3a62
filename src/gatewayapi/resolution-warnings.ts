import { groupKindId } from '../kube/object-key.ts';
import { certificateWarnings } from './certificate-warnings.ts';
import { endpointsOf } from './endpoint-summary.ts';
import type { Rule } from './fact.ts';
import type { Finding } from './finding.ts';
import { CONFIG_MAP, SECRET, SERVICE } from './groups.ts';
import { isResolved, type Resolution, referenceFinding, targetText } from './resolution.ts';

const DATA_KINDS = new Set([groupKindId(SECRET), groupKindId(CONFIG_MAP)]);

/**
 * Everything worth a warning about a resolution at `now` (milliseconds since 1970). It reads more than the
 * resolution itself did, so it is computed only when asked for.
 */
export function* resolutionWarnings(resolution: Resolution, now: number): Rule<readonly Finding[]> {
  const { reference, referent, warnings } = resolution;
  if (!isResolved(resolution) || referent === undefined) return warnings;
  const kind = groupKindId(reference.target);
  if (DATA_KINDS.has(kind)) return [...warnings, ...certificateWarnings(reference, referent, now)];
  if (reference.position !== 'backend' || kind !== groupKindId(SERVICE)) return warnings;
  const endpoints = yield* endpointsOf(referent);
  if (endpoints.state === 'counted' && endpoints.summary.ready === 0) {
    const message = `${targetText(reference)} has no ready endpoints: requests to it get 503`;
    return [...warnings, referenceFinding(reference, 'NO_READY_ENDPOINTS', 'WARNING', message)];
  }
  if (endpoints.state === 'forbidden' || endpoints.state === 'unavailable') {
    const why = endpoints.state === 'forbidden' ? 'you may not read EndpointSlices there' : endpoints.message;
    const message = `the endpoints of ${targetText(reference)} are not known: ${why}`;
    return [...warnings, referenceFinding(reference, 'ENDPOINTS_NOT_CHECKED', 'INFO', message)];
  }
  return warnings;
}
