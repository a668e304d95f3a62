/**
 * The library's protocol for macros: it hands over the parts of a call unevaluated, and asks back for a way to check
 * and to evaluate it. Its declarations leave these types out.
 */
export interface MacroCall {
  readonly args: readonly Node[];
  readonly receiver: Node;
}

/** A part of an expression. */
export interface Node {
  readonly op: string;
  readonly args: unknown;
}

export interface CelType {
  readonly kind: string;
  readonly keyType?: CelType;
  readonly valueType?: CelType;
}

export interface Checker {
  check(node: Node, scope: Scope): CelType;
  getType(name: string): CelType;
}

/** Variables and their types; while an expression runs, their values. */
export interface Scope {
  forkWithVariable(name: string, type: CelType): LoopScope;
}

export interface LoopScope extends Scope {
  /** The scope itself below another parent. */
  reuse(parent: Scope): LoopScope;
  setIterValue(value: unknown, evaluator: Evaluator): LoopScope;
}

export interface Evaluator {
  run(node: Node, scope: Scope): unknown;
}

export interface Macro {
  typeCheck(checker: Checker, macro: Macro, scope: Scope): CelType;
  evaluate(evaluator: Evaluator, macro: Macro, scope: Scope): unknown;
  /** Nothing in rules waits. */
  readonly async: false;
}
