import type { ValidationRule } from 'graphql';
import { limitRule } from './limit-rule.ts';
import { operationDepth } from './operation-depth.ts';

export function depthRule(max: number): ValidationRule {
  return limitRule({
    code: 'QUERY_TOO_DEEP',
    max,
    measureOperation: (context) => operationDepth(context.getDocument()),
    message: (found) =>
      `The query is ${found} levels deep, ${max} are allowed. Ask for less at once, or start the server with a higher --max-depth.`,
  });
}
