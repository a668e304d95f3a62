import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import type { AppliedText } from './read-applied-texts.ts';
import { UsageError } from './usage-error.ts';

/**
 * The data of an answer that a command asked for itself. Throws UsageError with the words of the errors: what the
 * user gave is what they are about. `applied` are the files whose texts the question had as its `apply`.
 */
export function answerData<T>(
  { data, errors = [] }: FormattedExecutionResult,
  applied: readonly AppliedText[] = [],
): T {
  if (errors.length > 0)
    throw new UsageError(errors.map((error) => appliedMessage(error, applied)).join('\n'));
  return data as T;
}

/** How an error names a text of `apply`. */
const PLACE = /^apply\[\d+\](?:, line \d+, column \d+)?/;

/** The words of an error, with file, line and column where it is about a text of `apply`. */
export function appliedMessage(
  { message, extensions = {} }: Pick<GraphQLFormattedError, 'message' | 'extensions'>,
  applied: readonly AppliedText[],
): string {
  const { argument, index, line, column } = extensions;
  const file = argument === 'apply' ? applied[Number(index)]?.file : undefined;
  if (file === undefined) return message;
  return message.replace(PLACE, () => (line === undefined ? file : `${file}:${line}:${column}`));
}
