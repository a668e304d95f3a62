import type { AnswerPath, AnswerStep } from '../config/answer-path.ts';
import { isObject } from '../kube/json.ts';
import { UsageError } from './usage-error.ts';

/**
 * The values that a path leads to, several where it goes through each item of a list. Throws UsageError where it leads
 * nowhere: a path that is misspelt must not look like an answer without anything in it.
 */
export function valuesAt(answer: unknown, { text, steps }: AnswerPath): readonly unknown[] {
  let values: readonly unknown[] = [answer];
  let passed = '';
  for (const step of steps) {
    values = values.flatMap((value) => {
      const found = stepInto(value, step);
      if (found !== undefined) return found;
      throw new UsageError(`${text} is not in the answer: ${whyNot(value, step, passed || '.')}`);
    });
    passed += stepText(step);
  }
  return values;
}

function stepInto(value: unknown, step: AnswerStep): readonly unknown[] | undefined {
  if ('field' in step)
    return isObject(value) && Object.hasOwn(value, step.field) ? [value[step.field]] : undefined;
  if (!Array.isArray(value)) return undefined;
  if ('each' in step) return value;
  return step.item < value.length ? [value[step.item]] : undefined;
}

const MOST_NAMED = 10;

function whyNot(value: unknown, step: AnswerStep, passed: string): string {
  if (value === null || value === undefined) return `${passed} is null`;
  if (Array.isArray(value)) {
    return 'field' in step
      ? `${passed} is a list: write ${passed}[]${stepText(step)} for each of its items`
      : `${passed} has ${value.length} items`;
  }
  if (!isObject(value) || !('field' in step)) return `${passed} is no ${'field' in step ? 'object' : 'list'}`;
  return `${passed} has ${Object.keys(value).slice(0, MOST_NAMED).join(', ')}`;
}

function stepText(step: AnswerStep): string {
  if ('field' in step) return `.${step.field}`;
  return 'each' in step ? '[]' : `[${step.item}]`;
}

/** Whether something is there: null, false, 0, and empty texts, lists and objects are nothing. */
export function isSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return isObject(value) ? Object.keys(value).length > 0 : Boolean(value);
}
