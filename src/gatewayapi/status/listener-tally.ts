import type { ListenerVerdict } from '../listeners/listener-verdicts.ts';

/** How the listeners of one owner, or of several, stand; what a roll-up needs to know of them. */
export interface ListenerTally {
  readonly total: number;
  readonly accepted: number;
  /** Of which it could not be found out. */
  readonly unsure: number;
  /** Accepted, and able to serve. */
  readonly valid: number;
  /** Perhaps accepted and able to serve. */
  readonly perhapsValid: number;
  readonly unresolved: number;
}

export function tally(verdicts: readonly ListenerVerdict[]): ListenerTally {
  const count = (matches: (verdict: ListenerVerdict) => boolean): number => verdicts.filter(matches).length;
  const valid = count(({ accepted, usable }) => accepted.status === 'True' && usable === true);
  return {
    total: verdicts.length,
    accepted: count(({ accepted }) => accepted.status === 'True'),
    unsure: count(({ accepted }) => accepted.status === 'Unknown'),
    valid,
    perhapsValid: count(({ accepted, usable }) => accepted.status !== 'False' && usable !== false) - valid,
    unresolved: count(({ resolvedRefs }) => resolvedRefs.status === 'False'),
  };
}
