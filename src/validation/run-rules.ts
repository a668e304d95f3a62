import { isObject, type Json, type JsonObject } from '../kube/json.ts';
import { childPath, type FieldProblem, itemPath, type Report } from './field-problem.ts';
import type { RuleEngine, RuleProgram, RuleValue, StepMeter } from './rule-engine.ts';
import type { SchemaNode } from './schema-node.ts';
import type { SchemaRule } from './schema-rule.ts';

export interface RuleRun {
  readonly engine: RuleEngine;
  readonly meter: StepMeter;
  readonly report: Report;
}

/**
 * Runs the rules of a schema on a value and all that is in it, innermost first, and gives the value as rules see it.
 * A null is no value to its own rules.
 */
export function runRules(value: Json, node: SchemaNode, path: string, run: RuleRun): RuleValue {
  const seen = ruleValue(value, node, path, run);
  if (value === null) return seen;
  runOwnRules({ seen, node, path }, run);
  for (const also of node.combined?.allOf ?? []) if (also.hasRules) runRules(value, also, path, run);
  return seen;
}

function ruleValue(value: Json, node: SchemaNode, path: string, run: RuleRun): RuleValue {
  if (typeof value === 'number')
    return node.types[0] !== 'number' && Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string') {
    return node.format === undefined ? value : run.engine.scalar(node.format, value);
  }
  if (Array.isArray(value)) return listValue(value, node, path, run);
  return isObject(value) ? objectValue(value, node, path, run) : value;
}

function listValue(list: readonly Json[], { items }: SchemaNode, path: string, run: RuleRun): RuleValue {
  if (items === undefined) return [];
  return list.map((item, index) => runRules(item, items, items.hasRules ? itemPath(path, index) : path, run));
}

function objectValue(object: JsonObject, node: SchemaNode, path: string, run: RuleRun): RuleValue {
  const fields = new Map<string, RuleValue>();
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const property = node.properties.get(name);
    const inner = property?.node ?? node.additional;
    if (inner === undefined) continue;
    const seen = runRules(value, inner, inner.hasRules ? childPath(path, name) : path, run);
    const ruleName = property === undefined ? name : property.ruleName;
    if (ruleName !== undefined) fields.set(ruleName, seen);
  }
  return fields;
}

interface Subject {
  readonly seen: RuleValue;
  readonly node: SchemaNode;
  readonly path: string;
}

function runOwnRules({ seen, node, path }: Subject, run: RuleRun): void {
  for (const rule of node.rules) {
    const program = run.engine.compile(rule.rule);
    // One that cannot be run is told about once for its kind.
    if ('problem' in program || (program.usesOldSelf && !rule.optionalOldSelf)) continue;
    const problem = outcomeOf(program, rule, { seen, node, path }, run);
    if (problem !== undefined) run.report(problem);
  }
}

function outcomeOf(
  program: RuleProgram,
  rule: SchemaRule,
  subject: Subject,
  run: RuleRun,
): FieldProblem | undefined {
  const outcome = program.run(subject.seen, run.meter);
  const type = subject.node.types[0] ?? '';
  const { path } = subject;
  if (outcome.state === 'exhausted') {
    return {
      code: 'SCHEMA_RULE_SKIPPED',
      path,
      message: `not checked, it takes too many steps: ${nameOf(rule)}`,
    };
  }
  if (outcome.state === 'failed') {
    return {
      code: 'SCHEMA_RULE',
      path,
      message: `Invalid value: "${type}": ${outcome.error} evaluating rule: ${nameOf(rule)}`,
    };
  }
  if (outcome.value === true) return undefined;
  const field = rule.fieldPath === undefined ? path : childPath(path, rule.fieldPath);
  return { code: 'SCHEMA_RULE', path: field, message: refusal(rule, type, messageOf(rule, subject, run)) };
}

/** In the words of an API server; `reason` chooses them. */
function refusal({ reason }: SchemaRule, type: string, detail: string): string {
  if (reason === 'FieldValueForbidden') return `Forbidden: ${detail}`;
  if (reason === 'FieldValueRequired') return `Required value: ${detail}`;
  if (reason === 'FieldValueDuplicate') return `Duplicate value: "${type}": ${detail}`;
  return `Invalid value: "${type}": ${detail}`;
}

const LONGEST_MESSAGE = 5 * 1024;

/** A message expression that gives no usable message leaves it to the message. */
function messageOf(rule: SchemaRule, { seen }: Subject, { engine, meter }: RuleRun): string {
  const written = rule.message ?? `failed rule: ${rule.rule}`;
  const program = rule.messageExpression === undefined ? undefined : engine.compile(rule.messageExpression);
  if (program === undefined || 'problem' in program) return written;
  const outcome = program.run(seen, meter);
  const text = outcome.state === 'value' && typeof outcome.value === 'string' ? outcome.value.trim() : '';
  return text === '' || text.length > LONGEST_MESSAGE || text.includes('\n') ? written : text;
}

/** As API servers name a rule in errors. */
export function nameOf({ message, rule }: SchemaRule): string {
  return message ?? rule;
}
