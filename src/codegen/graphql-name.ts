const NAME = /^[_A-Za-z][_0-9A-Za-z]*$/;
const NO_ENUM_VALUE: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Whether GraphQL takes the text as a name; names that begin with `__` belong to introspection. */
export function isGraphqlName(text: string): boolean {
  return NAME.test(text) && !text.startsWith('__');
}

export function isEnumValueName(value: unknown): value is string {
  return typeof value === 'string' && isGraphqlName(value) && !NO_ENUM_VALUE.has(value);
}
