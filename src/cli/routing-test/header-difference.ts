/** The headers that are not as expected, each with what it is, as people would write it; undefined where all are. */
export function headerDifference(
  expected: unknown,
  actual: (name: string) => string | null,
): string | undefined {
  const different = Object.entries(Object(expected)).filter(([name, value]) => actual(name) !== value);
  return different.length === 0
    ? undefined
    : different.map(([name]) => `${name}: ${actual(name) ?? 'none'}`).join(', ');
}

/** All values of a header, as a server joins them; null where there is none. */
export function headerValue(
  headers: readonly { readonly name: string; readonly value: string }[],
  name: string,
): string | null {
  const values = headers.filter((header) => isSameHeader(header.name, name)).map(({ value }) => value);
  return values.length === 0 ? null : values.join(',');
}

export function isSameHeader(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
