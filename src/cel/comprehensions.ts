import type { Environment } from '@marcbachmann/cel-js';
import { Loop } from './loop.ts';
import type { CelType, Checker, LoopScope, Macro, MacroCall, Node, Scope } from './macro.ts';
import type { StepCounter } from './step-counter.ts';

type ResultType = 'bool' | 'list' | 'map';

/** `bodies` are the arguments behind the variables. */
type Fold = (loop: Loop, bodies: readonly Node[]) => unknown;

interface Comprehension {
  readonly name: string;
  readonly variables: 1 | 2;
  readonly bodies: 1 | 2;
  readonly result: ResultType;
  readonly fold: Fold;
}

/** https://github.com/google/cel-spec/blob/master/doc/langdef.md#macros, and those with two variables. */
const COMPREHENSIONS: readonly Comprehension[] = [
  { name: 'all', variables: 1, bodies: 1, result: 'bool', fold: all },
  { name: 'all', variables: 2, bodies: 1, result: 'bool', fold: all },
  { name: 'exists', variables: 1, bodies: 1, result: 'bool', fold: exists },
  { name: 'exists', variables: 2, bodies: 1, result: 'bool', fold: exists },
  { name: 'exists_one', variables: 1, bodies: 1, result: 'bool', fold: existsOne },
  { name: 'existsOne', variables: 1, bodies: 1, result: 'bool', fold: existsOne },
  { name: 'existsOne', variables: 2, bodies: 1, result: 'bool', fold: existsOne },
  { name: 'filter', variables: 1, bodies: 1, result: 'list', fold: filter },
  { name: 'map', variables: 1, bodies: 1, result: 'list', fold: transform },
  { name: 'map', variables: 1, bodies: 2, result: 'list', fold: transform },
  { name: 'transformList', variables: 2, bodies: 1, result: 'list', fold: transform },
  { name: 'transformList', variables: 2, bodies: 2, result: 'list', fold: transform },
  { name: 'transformMap', variables: 2, bodies: 1, result: 'map', fold: transformMap },
  { name: 'transformMap', variables: 2, bodies: 2, result: 'map', fold: transformMap },
];

/**
 * Puts loops that count their steps in place of the library's own, which nothing could stop. Of the macros of one
 * name and size the library takes the one that was registered last, whatever its receiver: `map.` beside its `list.`
 */
export function registerComprehensions(environment: Environment, counter: StepCounter): void {
  for (const comprehension of COMPREHENSIONS) {
    const { name, variables, bodies, result } = comprehension;
    const parameters = Array.from({ length: variables + bodies }, () => 'ast').join(', ');
    environment.registerFunction(`map.${name}(${parameters}): ${result}`, (call: MacroCall) =>
      expand(call, comprehension, counter),
    );
  }
}

function expand({ args, receiver }: MacroCall, comprehension: Comprehension, counter: StepCounter): Macro {
  const variables = args.slice(0, comprehension.variables).map(variableName);
  const bodies = args.slice(comprehension.variables);
  let scopes: readonly LoopScope[] = [];
  return {
    async: false,
    typeCheck(checker, _macro, scope) {
      scopes = scopesOf(variables, checker.check(receiver, scope), { checker, scope });
      const inner = scopes.at(-1) ?? scope;
      for (const body of bodies) checker.check(body, inner);
      return checker.getType(comprehension.result);
    },
    evaluate(evaluator, _macro, scope) {
      const loop = new Loop(evaluator.run(receiver, scope), scope, { evaluator, scopes, counter });
      return comprehension.fold(loop, bodies);
    },
  };
}

function variableName(node: Node): string {
  if (node.op !== 'id' || typeof node.args !== 'string')
    throw new Error('the variable of a loop has to be a name');
  return node.args;
}

interface Checking {
  readonly checker: Checker;
  readonly scope: Scope;
}

function scopesOf(
  names: readonly string[],
  range: CelType,
  { checker, scope }: Checking,
): readonly LoopScope[] {
  const types = variableTypes(range, names.length, checker);
  let outer = scope;
  return names.map((name, index) => {
    const inner = outer.forkWithVariable(name, types[index] ?? checker.getType('dyn'));
    outer = inner;
    return inner;
  });
}

/** A single variable holds the items of a list and the keys of a map. */
function variableTypes(
  { kind, keyType, valueType }: CelType,
  count: number,
  checker: Checker,
): readonly (CelType | undefined)[] {
  if (kind === 'dyn') return [];
  if (kind === 'list') return count === 1 ? [valueType] : [checker.getType('int'), valueType];
  if (kind === 'map') return [keyType, valueType];
  throw new Error(`${kind} is neither a list nor a map`);
}

/** An item that fails makes the whole fail only if no other item decides. */
function all(loop: Loop, [condition]: readonly Node[]): boolean {
  return !decided(loop, condition, false);
}

function exists(loop: Loop, [condition]: readonly Node[]): boolean {
  return decided(loop, condition, true);
}

function decided(loop: Loop, condition: Node | undefined, by: boolean): boolean {
  let failure: Error | undefined;
  while (condition !== undefined && loop.next()) {
    const answer = loop.attempt(condition);
    if (answer === by) return true;
    if (answer instanceof Error) failure ??= answer;
  }
  if (failure !== undefined) throw failure;
  return false;
}

function existsOne(loop: Loop, [condition]: readonly Node[]): boolean {
  let count = 0;
  while (condition !== undefined && loop.next()) if (loop.holds(condition)) count += 1;
  return count === 1;
}

function filter(loop: Loop, [condition]: readonly Node[]): readonly unknown[] {
  const kept: unknown[] = [];
  while (condition !== undefined && loop.next()) if (loop.holds(condition)) kept.push(loop.item);
  return kept;
}

function transform(loop: Loop, bodies: readonly Node[]): readonly unknown[] {
  const made: unknown[] = [];
  eachKept(loop, bodies, (value) => made.push(value));
  return made;
}

function transformMap(loop: Loop, bodies: readonly Node[]): ReadonlyMap<unknown, unknown> {
  const made = new Map<unknown, unknown>();
  eachKept(loop, bodies, (value) => made.set(loop.key, value));
  return made;
}

/** Of two bodies the first says which items count. */
function eachKept(loop: Loop, bodies: readonly Node[], take: (value: unknown) => void): void {
  const body = bodies.at(-1);
  const condition = bodies.length > 1 ? bodies[0] : undefined;
  while (body !== undefined && loop.next()) {
    if (condition === undefined || loop.holds(condition)) take(loop.run(body));
  }
}
