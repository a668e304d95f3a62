import type { OptionRow } from './option-row.ts';
import { oneOf } from './value-parsers.ts';

export const EXECUTOR_NAMES = ['compiled', 'graphql-js'] as const;

export type ExecutorName = (typeof EXECUTOR_NAMES)[number];

export const DEFAULT_EXECUTOR: ExecutorName = 'compiled';

/** Both answer the same; there are two so that each can be held against the other. */
export const EXECUTOR: OptionRow<ExecutorName> = {
  name: 'executor',
  placeholder: 'name',
  help: `what executes queries: ${EXECUTOR_NAMES.join(' or ')}, which is slower`,
  otherwise: DEFAULT_EXECUTOR,
  parse: oneOf(...EXECUTOR_NAMES),
};
