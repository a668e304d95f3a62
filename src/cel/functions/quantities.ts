import type { Environment } from '@marcbachmann/cel-js';
import { parseQuantity, QUANTITY_UNIT } from '../../validation/formats/parse-quantity.ts';
import { registerAll } from '../register.ts';

class Quantity {
  /** In units of 10^-9. */
  readonly nanos: bigint;

  constructor(nanos: bigint) {
    this.nanos = nanos;
  }

  static parse(text: string): Quantity {
    const nanos = parseQuantity(text);
    if (nanos === undefined) throw new Error('quantity parse error during conversion from string');
    return new Quantity(nanos);
  }
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-quantity-library */
export function registerQuantities(environment: Environment): void {
  environment.registerType('kubernetes.Quantity', { ctor: Quantity });
  registerAll(environment, {
    'quantity(string): kubernetes.Quantity': (text: string) => Quantity.parse(text),
    'isQuantity(string): bool': (text: string) => parseQuantity(text) !== undefined,
    'kubernetes.Quantity.sign(): int': ({ nanos }: Quantity) => signOf(nanos),
    'kubernetes.Quantity.isInteger(): bool': ({ nanos }: Quantity) => nanos % QUANTITY_UNIT === 0n,
    'kubernetes.Quantity.asInteger(): int': asInteger,
    'kubernetes.Quantity.asApproximateFloat(): double': ({ nanos }: Quantity) =>
      Number(nanos) / Number(QUANTITY_UNIT),
    'kubernetes.Quantity.compareTo(kubernetes.Quantity): int': (a: Quantity, b: Quantity) =>
      signOf(a.nanos - b.nanos),
    'kubernetes.Quantity.isLessThan(kubernetes.Quantity): bool': (a: Quantity, b: Quantity) =>
      a.nanos < b.nanos,
    'kubernetes.Quantity.isGreaterThan(kubernetes.Quantity): bool': (a: Quantity, b: Quantity) =>
      a.nanos > b.nanos,
    'kubernetes.Quantity.add(kubernetes.Quantity): kubernetes.Quantity': (a: Quantity, b: Quantity) =>
      new Quantity(a.nanos + b.nanos),
    'kubernetes.Quantity.add(int): kubernetes.Quantity': (a: Quantity, b: bigint) =>
      new Quantity(a.nanos + b * QUANTITY_UNIT),
    'kubernetes.Quantity.sub(kubernetes.Quantity): kubernetes.Quantity': (a: Quantity, b: Quantity) =>
      new Quantity(a.nanos - b.nanos),
    'kubernetes.Quantity.sub(int): kubernetes.Quantity': (a: Quantity, b: bigint) =>
      new Quantity(a.nanos - b * QUANTITY_UNIT),
  });
  environment.registerOperator(
    'kubernetes.Quantity == kubernetes.Quantity',
    (a: Quantity, b: Quantity) => a.nanos === b.nanos,
  );
}

function signOf(nanos: bigint): bigint {
  if (nanos === 0n) return 0n;
  return nanos < 0n ? -1n : 1n;
}

function asInteger({ nanos }: Quantity): bigint {
  if (nanos % QUANTITY_UNIT !== 0n) throw new Error('cannot convert value to integer');
  return nanos / QUANTITY_UNIT;
}
