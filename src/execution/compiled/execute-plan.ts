import type { GraphQLError } from 'graphql';
import type { MaybePromise } from '../../kube/maybe-promise.ts';
import type { Outcome } from '../executor.ts';
import { PlanRun, type RunOptions } from './plan-run.ts';

/** Executes a plan: what graphql-js would answer, sooner. A value where nothing takes time, else a promise. */
export function executePlan(options: RunOptions): MaybePromise<Outcome> {
  const run = new PlanRun(options);
  try {
    const data = options.plan.root.execute(run, undefined, undefined);
    if (!(data instanceof Promise)) return outcome(run, data);
    return data.then(
      (settled) => outcome(run, settled),
      (error) => failed(run, error),
    );
  } catch (error) {
    return failed(run, error);
  }
}

function failed(run: PlanRun, error: unknown): Outcome {
  run.report(error as GraphQLError, undefined);
  return outcome(run, 'null');
}

function outcome({ errors }: PlanRun, dataText: string): Outcome {
  return errors.length === 0 ? { dataText } : { errors, dataText };
}
