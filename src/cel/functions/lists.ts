import { isDeepStrictEqual } from 'node:util';
import type { Environment } from '@marcbachmann/cel-js';
import { registerAll } from '../register.ts';

type Ordered = bigint | number | string;

/** Kubernetes' functions on lists. */
export function registerLists(environment: Environment): void {
  registerAll(environment, {
    'list.isSorted(): bool': (list: readonly Ordered[]) =>
      list.every((item, index) => index === 0 || (list[index - 1] as Ordered) <= item),
    'list.sum(): dyn': sum,
    'list.min(): dyn': (list: readonly Ordered[]) => extreme(list, (a, b) => a < b),
    'list.max(): dyn': (list: readonly Ordered[]) => extreme(list, (a, b) => a > b),
    'list.indexOf(dyn): int': (list: readonly unknown[], item: unknown) =>
      BigInt(list.findIndex((other) => isDeepStrictEqual(other, item))),
    'list.lastIndexOf(dyn): int': (list: readonly unknown[], item: unknown) =>
      BigInt(list.findLastIndex((other) => isDeepStrictEqual(other, item))),
  });
}

function sum(list: readonly (bigint | number)[]): bigint | number {
  const [first, ...rest] = list;
  if (first === undefined) return 0n;
  // Whoever adds integers to fractions gets JavaScript's TypeError, and the rule fails as it does in an API server.
  return rest.reduce((total, item) => (total as number) + (item as number), first);
}

function extreme(list: readonly Ordered[], isBetter: (a: Ordered, b: Ordered) => boolean): Ordered {
  const [first, ...rest] = list;
  if (first === undefined) throw new Error('an empty list has no least and no greatest item');
  return rest.reduce((best, item) => (isBetter(item, best) ? item : best), first);
}
