import type { Fault } from '../telemetry/fault.ts';

export interface LoggedFault extends Fault {
  /** What the response calls it. */
  readonly id: string;
  /** The field of the schema that failed. */
  readonly field?: string;
}

/** Writes a fault down where the operator looks: the log of `serve`, stderr of `query`. */
export type FaultLog = (fault: LoggedFault) => void;
