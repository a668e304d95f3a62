import { type Unreadable, whyUnavailable } from '../../kube/lookup.ts';

/** What a conformant controller would write, for the object as it is now. */
export interface ComputedCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
}

export function isTrue(type: string, reason: string, message: string): ComputedCondition {
  return { type, status: 'True', reason, message };
}

export function isFalse(type: string, reason: string, message: string): ComputedCondition {
  return { type, status: 'False', reason, message };
}

/** No controller would decide it: the object waits for one. */
export function isPending(type: string, message: string): ComputedCondition {
  return { type, status: 'Unknown', reason: 'Pending', message };
}

/** What could not be read on the way to a verdict, or may not be by the caller. */
export interface Ignorance {
  readonly reason: 'Forbidden' | 'Unknown';
  readonly message: string;
}

/** `what` is what could not be read: `Gateway infra/public`. */
export function ignorance(answer: Unreadable, what: string): Ignorance {
  if (answer.state === 'forbidden') return { reason: 'Forbidden', message: `you may not read ${what}` };
  const why =
    answer.state === 'unavailable' ? whyUnavailable(answer) : `could not be read: ${answer.message}`;
  return { reason: 'Unknown', message: `${what} ${why}` };
}

export function isUnknown(type: string, { reason, message }: Ignorance): ComputedCondition {
  return { type, status: 'Unknown', reason, message };
}
