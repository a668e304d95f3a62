type Fields = Readonly<Record<string, unknown>>;

/**
 * The expectation with each matcher that holds replaced by the actual value, so that comparing the two shows what is
 * wrong and nothing else. Matchers: `{"$match": "regular expression"}`, or a list of which each has to match, and
 * `{"$any": true}`, any value but null.
 */
export function settleMatchers(expected: unknown, actual: unknown): unknown {
  if (Array.isArray(expected))
    return expected.map((item, index) => settleMatchers(item, asList(actual)[index]));
  if (!isFields(expected)) return expected;
  if ('$any' in expected) return (actual ?? undefined) === undefined ? expected : actual;
  if ('$match' in expected) return matches(expected['$match'], actual) ? actual : expected;
  return Object.fromEntries(
    Object.entries(expected).map(([field, value]) => [field, settleMatchers(value, asFields(actual)[field])]),
  );
}

function matches(patterns: unknown, actual: unknown): boolean {
  const list: readonly unknown[] = Array.isArray(patterns) ? patterns : [patterns];
  return typeof actual === 'string' && list.every((pattern) => new RegExp(String(pattern), 's').test(actual));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asFields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
