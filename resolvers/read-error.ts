import { type CodedError, clusterUnavailable, forbidden, unauthenticated } from '../src/errors.ts';
import type { Unreadable } from '../src/kube/lookup.ts';

/** The error for a field that needs what could not be read. A kind that is not served is no error: ask before. */
export function readError(answer: Exclude<Unreadable, { state: 'notServed' }>, what: string): CodedError {
  if (answer.state === 'forbidden') return forbidden(`you may not read ${what}`);
  return answer.cause === 'unauthenticated'
    ? unauthenticated(answer.message)
    : clusterUnavailable(`${what} could not be read: ${answer.message}`);
}
