import { isObject, type Json, type JsonObject } from '../kube/json.ts';
import { type FieldProblem, invalid, type Report, showValue } from './field-problem.ts';
import { FORMATS } from './formats/formats.ts';
import type { PatternFinder } from './pattern-finder.ts';
import type { Limits, SchemaNode } from './schema-node.ts';

interface Checks {
  readonly report: Report;
  readonly findPattern: PatternFinder;
}

/** Lengths, sizes, ranges, patterns and formats. */
export function checkLimits(
  value: Json,
  node: SchemaNode,
  path: string,
  { report, findPattern }: Checks,
): void {
  const place = { path, report };
  if (typeof value === 'string') {
    checkText(value, node, place);
    checkPattern(value, node.limits.pattern, place, findPattern);
  } else if (typeof value === 'number') checkNumber(value, node, place);
  else if (Array.isArray(value)) checkList(value, node.limits, place);
  else if (isObject(value)) checkObject(value, node.limits, place);
}

interface Place {
  readonly path: string;
  readonly report: Report;
}

function checkText(
  text: string,
  { limits: { minLength, maxLength }, format }: SchemaNode,
  { path, report }: Place,
): void {
  if (maxLength !== undefined && lengthOver(text, maxLength))
    report(tooMuch(path, `Too long: may not be more than ${maxLength} characters`));
  if (minLength !== undefined && !lengthOver(text, minLength - 1))
    report(invalid(path, text, `${path} in body should be at least ${minLength} chars long`));
  if (format !== undefined && FORMATS[format]?.(text) === false) {
    report({
      ...invalid(path, text, `${path} in body must be of type ${format}: ${showValue(text)}`),
      blocksRules: true,
    });
  }
}

/** In characters of Unicode. Most texts are short enough, or long enough, whatever they hold. */
function lengthOver(text: string, length: number): boolean {
  if (text.length <= length) return false;
  if (text.length > 2 * length) return true;
  return [...text].length > length;
}

function checkPattern(
  text: string,
  pattern: string | undefined,
  { path, report }: Place,
  find: PatternFinder,
): void {
  if (pattern === undefined) return;
  const found = find(pattern, text);
  if (found === true) return;
  const detail = `${path} in body should match '${pattern}'`;
  report(invalid(path, text, found === false ? detail : `${detail}, but the pattern is not valid`));
}

const RANGES: { readonly [format: string]: readonly [number, number] } = {
  int32: [-(2 ** 31), 2 ** 31 - 1],
  int64: [-(2 ** 63), 2 ** 63],
  uint32: [0, 2 ** 32 - 1],
};

function checkNumber(value: number, { limits, format = '' }: SchemaNode, { path, report }: Place): void {
  const [least, most] = RANGES[format] ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  if (value < least || value > most)
    report(invalid(path, value, `Checked value must be of type integer with format ${format} in ${path}`));
  const bounds = [aboveMaximum(value, limits), belowMinimum(value, limits), notMultiple(value, limits)];
  for (const bound of bounds) {
    if (bound !== undefined) report(invalid(path, value, `${path} in body should be ${bound}`));
  }
}

function aboveMaximum(value: number, { maximum, exclusiveMaximum }: Limits): string | undefined {
  if (maximum === undefined) return undefined;
  if (exclusiveMaximum) return value >= maximum ? `less than ${maximum}` : undefined;
  return value > maximum ? `less than or equal to ${maximum}` : undefined;
}

function belowMinimum(value: number, { minimum, exclusiveMinimum }: Limits): string | undefined {
  if (minimum === undefined) return undefined;
  if (exclusiveMinimum) return value <= minimum ? `greater than ${minimum}` : undefined;
  return value < minimum ? `greater than or equal to ${minimum}` : undefined;
}

function notMultiple(value: number, { multipleOf }: Limits): string | undefined {
  return multipleOf !== undefined && !Number.isInteger(value / multipleOf)
    ? `a multiple of ${multipleOf}`
    : undefined;
}

function checkList(
  list: readonly Json[],
  { minItems, maxItems, uniqueItems }: Limits,
  { path, report }: Place,
): void {
  if (maxItems !== undefined && list.length > maxItems)
    report(tooMuch(path, `Too many: ${list.length}: must have at most ${maxItems} items`));
  if (minItems !== undefined && list.length < minItems)
    report(invalid(path, list.length, `${path} in body should have at least ${minItems} items`));
  if (uniqueItems && new Set(list.map((item) => JSON.stringify(item))).size < list.length)
    report(invalid(path, '', `${path} in body shouldn't contain duplicates`));
}

function checkObject(
  object: JsonObject,
  { minProperties, maxProperties }: Limits,
  { path, report }: Place,
): void {
  if (minProperties === undefined && maxProperties === undefined) return;
  const size = Object.keys(object).length;
  if (maxProperties !== undefined && size > maxProperties)
    report(tooMuch(path, `Too many: ${size}: must have at most ${maxProperties} items`));
  if (minProperties !== undefined && size < minProperties)
    report(invalid(path, size, `${path} in body should have at least ${minProperties} properties`));
}

function tooMuch(path: string, message: string): FieldProblem {
  return { code: 'SCHEMA_INVALID', path, message, blocksRules: true };
}
