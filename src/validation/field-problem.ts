import type { FindingCode } from '../gatewayapi/finding.ts';
import type { Json } from '../kube/json.ts';

export type SchemaCode = Extract<FindingCode, `SCHEMA_${string}`>;

/** What an API server would refuse, in its own words: what kubectl prints behind `is invalid: <path>:`. */
export interface FieldProblem {
  readonly code: SchemaCode;
  /** `spec.rules[0].matches[0].path.value`; "" is the object itself. */
  readonly path: string;
  readonly message: string;
  /** An API server runs no rules on an object with such a problem: they may rely on its shape. */
  readonly blocksRules?: true;
  readonly hint?: string;
}

/** Receives problems as they are found. */
export type Report = (problem: FieldProblem) => void;

export function childPath(path: string, field: string): string {
  return path === '' ? field : `${path}.${field}`;
}

export function itemPath(path: string, index: number): string {
  return `${path}[${index}]`;
}

const LONGEST_VALUE = 200;

/** A value as messages show it; a long one is cut. */
export function showValue(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

export function invalid(path: string, value: Json, detail: string): FieldProblem {
  return { code: 'SCHEMA_INVALID', path, message: `Invalid value: ${showValue(value)}: ${detail}` };
}
