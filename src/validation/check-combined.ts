import type { Json } from '../kube/json.ts';
import { type FieldProblem, invalid, type Report } from './field-problem.ts';
import type { PatternFinder } from './pattern-finder.ts';
import type { Combined, SchemaNode } from './schema-node.ts';

interface Combination {
  readonly value: Json;
  readonly path: string;
  readonly combined: Combined;
}

interface StructureChecks {
  readonly report: Report;
  readonly findPattern: PatternFinder;
}

type Check = (value: Json, node: SchemaNode, path: string, checks: StructureChecks) => void;

/** `allOf`, `anyOf`, `oneOf` and `not`. */
export function checkCombined(
  { value, path, combined }: Combination,
  checks: StructureChecks,
  check: Check,
): void {
  const problemsOf = (node: SchemaNode): readonly FieldProblem[] => {
    const problems: FieldProblem[] = [];
    check(value, node, path, { ...checks, report: (problem) => problems.push(problem) });
    return problems;
  };
  const refuse = (detail: string) => invalid(path, '', `"${path}" ${detail}`);
  const not = combined.not === undefined ? ['none'] : problemsOf(combined.not);
  const problems = [
    ...combined.allOf.flatMap(problemsOf),
    ...noneOf(combined.anyOf.map(problemsOf), refuse),
    ...notOneOf(combined.oneOf.map(problemsOf), refuse),
    ...(not.length > 0 ? [] : [refuse('must not validate the schema (not)')]),
  ];
  for (const problem of problems) checks.report(problem);
}

type Alternatives = readonly (readonly FieldProblem[])[];
type Refuse = (detail: string) => FieldProblem;

function noneOf(alternatives: Alternatives, refuse: Refuse): readonly FieldProblem[] {
  if (alternatives.length === 0 || !alternatives.every(isNotEmpty)) return [];
  return [refuse('must validate at least one schema (anyOf)'), ...closest(alternatives)];
}

function notOneOf(alternatives: Alternatives, refuse: Refuse): readonly FieldProblem[] {
  const valid = alternatives.length - alternatives.filter(isNotEmpty).length;
  if (alternatives.length === 0 || valid === 1) return [];
  const found = valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`;
  const problem = refuse(`must validate one and only one schema (oneOf). ${found}`);
  return valid === 0 ? [problem, ...closest(alternatives)] : [problem];
}

function isNotEmpty(problems: readonly FieldProblem[]): boolean {
  return problems.length > 0;
}

/** What the alternative with the fewest wrong fields lacks. */
function closest(alternatives: Alternatives): readonly FieldProblem[] {
  return alternatives.reduce((best, problems) =>
    wrongFields(problems) < wrongFields(best) ? problems : best,
  );
}

function wrongFields(problems: readonly FieldProblem[]): number {
  return new Set(problems.map(({ path }) => path)).size;
}
