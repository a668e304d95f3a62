import { asList, asObject, asString, getIn, type Json } from '../kube/json.ts';

export type Labels = { readonly [key: string]: string };

type Operator = (actual: string | undefined, values: readonly Json[]) => boolean;

/** As in Kubernetes, NotIn also selects objects without the label. */
const OPERATORS: { readonly [operator: string]: Operator } = {
  In: (actual, values) => actual !== undefined && values.includes(actual),
  NotIn: (actual, values) => actual === undefined || !values.includes(actual),
  Exists: (actual) => actual !== undefined,
  DoesNotExist: (actual) => actual === undefined,
};

const WITH_VALUES: ReadonlySet<string> = new Set(['In', 'NotIn']);

/** Whether labels match a `LabelSelector`: all of it, and everything matches an empty one. A malformed term matches nothing. */
export function selectsLabels(selector: unknown, labels: Labels): boolean {
  const exact = Object.entries(asObject(getIn(selector, 'matchLabels')));
  if (!exact.every(([key, value]) => labelOf(labels, key) === value)) return false;
  return asList(getIn(selector, 'matchExpressions')).every((term) => {
    const key = asString(getIn(term, 'key'));
    const operator = operatorOf(term);
    if (key === undefined || operator === undefined) return false;
    return operator(labelOf(labels, key), asList(getIn(term, 'values')));
  });
}

/** What is wrong with a `LabelSelector`, as the end of a sentence. */
export function labelSelectorProblem(selector: unknown): string | undefined {
  for (const term of asList(getIn(selector, 'matchExpressions'))) {
    const operator = asString(getIn(term, 'operator')) ?? '';
    if (asString(getIn(term, 'key')) === undefined) return 'has an expression without a key';
    if (operatorOf(term) === undefined) return `has the unknown operator ${JSON.stringify(operator)}`;
    const values = asList(getIn(term, 'values')).length;
    if (WITH_VALUES.has(operator) !== values > 0) {
      return `has an expression whose operator ${operator} ${values > 0 ? 'takes no' : 'needs'} values`;
    }
  }
  return undefined;
}

function operatorOf(term: Json): Operator | undefined {
  const name = asString(getIn(term, 'operator')) ?? '';
  return Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
}

function labelOf(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}
