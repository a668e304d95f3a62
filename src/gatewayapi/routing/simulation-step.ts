import type { ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { Mismatch } from './match-context.ts';
import type { PrecedenceStep } from './precedence-step.ts';

export const STEP_VERDICTS = ['WON', 'OUTRANKED', 'NOT_MATCHED', 'NOT_CONSIDERED'] as const;

export type StepVerdict = (typeof STEP_VERDICTS)[number];

/** What decided: a step of the precedence, a condition that the request does not meet, or where the route stands. */
export type StepReason = PrecedenceStep | Mismatch | 'SCHEME' | 'LISTENER' | 'ATTACHMENT';

/** Why one candidate got the request, or did not. */
export interface SimulationStep {
  readonly verdict: StepVerdict;
  readonly key: ObjectKey;
  /** Absent for a route that takes no part here. */
  readonly route?: RawObject | undefined;
  readonly ruleIndex?: number | undefined;
  readonly ruleName?: string | undefined;
  readonly matchIndex?: number | undefined;
  /** The effective hostname; "" is any. */
  readonly hostname?: string | undefined;
  /** Absent for the winner. */
  readonly decidedBy?: StepReason | undefined;
  readonly message: string;
}
