import type { ComputedCondition } from '../conditions/computed-condition.ts';

const IGNORANT: ReadonlySet<string> = new Set(['Forbidden', 'Unknown']);

/** Whether a condition is Unknown because something could not be read, or not by this caller. */
export function isIncomplete(conditions: readonly ComputedCondition[]): boolean {
  return conditions.some(({ status, reason }) => status === 'Unknown' && IGNORANT.has(reason));
}
