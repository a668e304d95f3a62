import { type Environment, Optional } from '@marcbachmann/cel-js';
import type { Macro, MacroCall, Node } from './macro.ts';

const OWN_NAME = 'presenceOf';

/** Strings and comments, which stay as they are, and the name of the macro. */
const TOKENS =
  /"""(?:\\[\s\S]|[^\\])*?"""|'''(?:\\[\s\S]|[^\\])*?'''|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\/[^\n]*|(?<![.\w])has(?=\s*\()/g;

/**
 * Has a rule use our `has`: the library's refuses `has(self[0].field)`, which CEL allows, and does not let itself be
 * replaced under its name.
 */
export function ownPresence(expression: string): string {
  return expression.replaceAll(TOKENS, (token) => (token === 'has' ? OWN_NAME : token));
}

/** `has(e.f)`: whether the field is there; an error where `e` is. */
export function registerPresence(environment: Environment): void {
  environment.registerFunction(`${OWN_NAME}(ast): bool`, ({ args: [field] }: MacroCall): Macro => {
    const { owner, name } = selection(field);
    return {
      async: false,
      typeCheck(checker, _macro, scope) {
        checker.check(owner, scope);
        return checker.getType('bool');
      },
      evaluate: (evaluator, _macro, scope) => isPresent(evaluator.run(owner, scope), name),
    };
  });
}

interface Selection {
  readonly owner: Node;
  readonly name: string;
}

function selection(node: Node | undefined): Selection {
  const isSelection = node !== undefined && (node.op === '.' || node.op === '.?');
  if (!isSelection || !Array.isArray(node.args)) throw new Error('has() takes a field: has(a.b)');
  const [owner, name]: [Node, string] = node.args as [Node, string];
  return { owner, name };
}

function isPresent(owner: unknown, name: string): boolean {
  if (owner instanceof Map) return owner.has(name);
  if (owner instanceof Optional) return owner.hasValue() && isPresent(owner.value(), name);
  if (typeof owner === 'object' && owner !== null && Object.getPrototypeOf(owner) === Object.prototype)
    return Object.hasOwn(owner, name);
  throw new Error(`no such overload: a field ${name} of what is no object`);
}
