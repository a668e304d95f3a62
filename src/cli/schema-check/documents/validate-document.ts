import {
  type DocumentNode,
  type GraphQLSchema,
  NoDeprecatedCustomRule,
  NoUnusedFragmentsRule,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { limitRules, type QueryLimits } from '../../../limits/query-limits.ts';
import type { DocumentProblem, Severity } from './documents-report.ts';
import { experimentalUseRule } from './experimental-use-rule.ts';
import { problemOf } from './problem-of.ts';

interface Look {
  readonly severity: Severity;
  readonly code: string;
  readonly rules: readonly ValidationRule[];
}

const WARNINGS: readonly Look[] = [
  { severity: 'warning', code: 'DEPRECATED', rules: [NoDeprecatedCustomRule] },
  { severity: 'warning', code: 'EXPERIMENTAL', rules: [experimentalUseRule] },
];

/** Fragments may be there for other files; which of them nobody uses is seen only over all files. */
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedFragmentsRule);

export interface Validation {
  readonly schema: GraphQLSchema;
  readonly limits: QueryLimits;
}

/** What the server would refuse, and what of the schema may go. */
export function validateDocument(
  { file, document }: { readonly file: string; readonly document: DocumentNode },
  { schema, limits }: Validation,
): readonly DocumentProblem[] {
  const refusals: Look = {
    severity: 'error',
    code: 'GRAPHQL_VALIDATION_FAILED',
    rules: [...limitRules(limits), ...RULES],
  };
  return [refusals, ...WARNINGS].flatMap(({ severity, code, rules }) =>
    validate(schema, document, rules).map((error) => problemOf(error, { file, severity, code })),
  );
}
