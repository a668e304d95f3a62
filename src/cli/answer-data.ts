import type { FormattedExecutionResult } from 'graphql';
import { UsageError } from './usage-error.ts';

/**
 * The data of an answer that a command asked for itself. Throws UsageError with the words of the errors: what the
 * user gave is what they are about.
 */
export function answerData<T>({ data, errors = [] }: FormattedExecutionResult): T {
  if (errors.length > 0) throw new UsageError(errors.map(({ message }) => message).join('\n'));
  return data as T;
}
