import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '@marcbachmann/cel-js';
import { registerAll, registerNamespace } from '../register.ts';

type List = readonly unknown[];

/** Lists as sets: https://pkg.go.dev/github.com/google/cel-go/ext#Sets */
export function registerSets(environment: Environment): void {
  registerNamespace(environment, 'sets', 'SetsNamespace');
  registerAll(environment, {
    'SetsNamespace.contains(list, list): bool': (_: unknown, all: List, some: List) => contains(all, some),
    'SetsNamespace.equivalent(list, list): bool': (_: unknown, a: List, b: List) =>
      contains(a, b) && contains(b, a),
    'SetsNamespace.intersects(list, list): bool': (_: unknown, a: List, b: List) =>
      a.some((item) => includes(b, item)),
  });
}

function contains(all: List, some: List): boolean {
  return some.every((item) => includes(all, item));
}

function includes(list: List, item: unknown): boolean {
  return list.some((other) => isDeepStrictEqual(other, item));
}
