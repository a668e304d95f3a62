import type { Environment } from '@marcbachmann/cel-js';
import type { Macro, MacroCall, Node } from '../macro.ts';
import { re2 } from '../re2.ts';
import { registerAll } from '../register.ts';

/** `matches`, which the library would give to JavaScript's own expressions, and Kubernetes' `find` and `findAll`. */
export function registerRegularExpressions(environment: Environment): void {
  // A macro, since a function cannot take the place of the library's own: see registerComprehensions.
  environment.registerFunction('map.matches(ast): bool', ({ args, receiver }: MacroCall) =>
    matchesMacro(receiver, args[0] ?? receiver),
  );
  registerAll(environment, {
    'matches(string, string): bool': (text: string, pattern: string) => re2(pattern).test(text),
    'string.find(string): string': (text: string, pattern: string) => findAll(text, pattern, 1)[0] ?? '',
    'string.findAll(string): list<string>': (text: string, pattern: string) => findAll(text, pattern),
    'string.findAll(string, int): list<string>': (text: string, pattern: string, most: bigint) =>
      findAll(text, pattern, most < 0n ? undefined : Number(most)),
  });
}

function matchesMacro(text: Node, pattern: Node): Macro {
  return {
    async: false,
    typeCheck(checker, _macro, scope) {
      checker.check(text, scope);
      checker.check(pattern, scope);
      return checker.getType('bool');
    },
    evaluate(evaluator, _macro, scope) {
      return re2(asText(evaluator.run(pattern, scope))).test(asText(evaluator.run(text, scope)));
    },
  };
}

function asText(value: unknown): string {
  if (typeof value !== 'string') throw new Error('found no matching overload: matches takes strings');
  return value;
}

function findAll(text: string, pattern: string, most = Number.POSITIVE_INFINITY): readonly string[] {
  const matcher = re2(pattern).matcher(text);
  const found: string[] = [];
  while (found.length < most && matcher.find()) found.push(matcher.group() ?? '');
  return found;
}
