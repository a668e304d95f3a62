import type { ParseOptions, ValidationRule } from 'graphql';
import { depthRule } from './depth-rule.ts';
import { fieldCountRule } from './field-count-rule.ts';
import { introspectionRule } from './introspection-rule.ts';
import { operationTypeRule } from './operation-type-rule.ts';

/** What one query may cost. Absent: no such limit, as for `gwql query`, whose caller pays for it himself. */
export interface QueryLimits {
  /** Levels of fields, introspection aside. */
  readonly maxDepth?: number | undefined;
  /** Fields after fragments are expanded. */
  readonly maxFields?: number | undefined;
  /** Values that one execution may visit. */
  readonly maxNodes?: number | undefined;
  /** Nodes of one connection. The connection resolver enforces it. */
  readonly maxPageSize?: number | undefined;
  readonly timeoutMs?: number | undefined;
}

/** Tools read the whole schema once. */
const WHOLE_SCHEMAS = 3;

/** What is refused for what the document shows before it is executed, beside what the specification refuses. */
export function limitRules({ maxDepth, maxFields, maxNodes }: QueryLimits): readonly ValidationRule[] {
  return [
    operationTypeRule,
    ...(maxDepth === undefined ? [] : [depthRule(maxDepth)]),
    ...(maxFields === undefined ? [] : [fieldCountRule(maxFields)]),
    ...(maxNodes === undefined ? [] : [introspectionRule(WHOLE_SCHEMAS)]),
  ];
}

/** A field with an alias and arguments takes about ten tokens. */
const TOKENS_PER_FIELD = 10;

/** Keeps the parser from reading what the field limit would refuse anyway. */
export function parseLimits({ maxFields }: QueryLimits): ParseOptions {
  return maxFields === undefined ? {} : { maxTokens: Math.max(1_000, maxFields * TOKENS_PER_FIELD) };
}
