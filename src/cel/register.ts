import type { Environment } from '@marcbachmann/cel-js';

/** By signature: `string.charAt(int): string`. Arguments come as the library's values: int is bigint. */
export type Functions = { readonly [signature: string]: (...args: never[]) => unknown };

/** Registers functions that answer at once. */
export function registerAll(environment: Environment, functions: Functions): void {
  for (const [signature, handler] of Object.entries(functions)) {
    environment.registerFunction(signature, handler as (...args: unknown[]) => unknown, { async: false });
  }
}

/** A name in front of functions, as in `sets.contains(a, b)`: to the library it is a constant of a type of its own. */
export function registerNamespace(environment: Environment, name: string, typeName: string): void {
  const Namespace = class {};
  environment.registerType(typeName, { ctor: Namespace });
  environment.registerConstant(name, typeName, new Namespace());
}
