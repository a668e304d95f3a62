import type { ValidationRule } from 'graphql';
import { limitRule } from './limit-rule.ts';
import { operationFieldCount } from './operation-field-count.ts';

export function fieldCountRule(max: number): ValidationRule {
  return limitRule({
    code: 'QUERY_TOO_COMPLEX',
    max,
    measureOperation: (context) => operationFieldCount(context.getDocument()),
    message: (found) =>
      `The query selects ${readable(found)} fields with its fragments expanded, ${max} are allowed. ` +
      'Ask in several queries, or start the server with a higher --max-fields.',
  });
}

/** Expansion multiplies: the number can have hundreds of digits. */
function readable(found: number): string {
  return found < 1e9 ? String(found) : 'more than a billion';
}
