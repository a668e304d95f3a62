import type { ReferenceResolutionReason } from '../reasons.ts';
import { isResolved, type Resolution } from '../resolution.ts';
import { REASON_PRIORITY } from './condition-reasons.ts';

/** What several references come to, as plain data. */
export type CombinedReferences =
  | { readonly state: 'resolved' }
  /** `unknown`: none is known to be broken, and one is not known to be sound. */
  | {
      readonly state: 'broken' | 'unknown';
      readonly reason: string;
      readonly message: string;
    };

export const ALL_RESOLVED: CombinedReferences = { state: 'resolved' };

const IGNORANT: ReadonlySet<ReferenceResolutionReason> = new Set(['Forbidden', 'Unknown']);
const MOST_TOLD = 10;

/** One reason for all references (semantics.md B.3); the message tells each failure, that of the reason first. */
export function combineResolutions(resolutions: readonly Resolution[]): CombinedReferences {
  const failed = resolutions.filter((resolution) => !isResolved(resolution));
  if (failed.length === 0) return ALL_RESOLVED;
  const byPriority = failed.toSorted((a, b) => priorityOf(a.reason) - priorityOf(b.reason));
  const reason = byPriority[0]?.reason ?? 'Unknown';
  const told = byPriority
    .slice(0, MOST_TOLD)
    .map(({ reference, message }) => `${reference.path()}: ${message}`);
  const untold = byPriority.length - told.length;
  if (untold > 0) told.push(`and ${untold} more`);
  return { state: IGNORANT.has(reason) ? 'unknown' : 'broken', reason, message: told.join('; ') };
}

function priorityOf(reason: ReferenceResolutionReason): number {
  return REASON_PRIORITY.indexOf(reason);
}
