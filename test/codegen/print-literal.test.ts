import { expect, test } from 'vitest';
import { printLiteral, printString } from '../../src/codegen/print-literal.ts';

test('what fits on a line stays on it', () => {
  expect(printLiteral({ group: '', kind: 'Gateway', has: { port: true }, list: ['v1', 2, null] })).toBe(
    "{ group: '', kind: 'Gateway', has: { port: true }, list: ['v1', 2, null] }",
  );
  expect(printLiteral({})).toBe('{}');
});

test('what does not fit goes to one line for each entry', () => {
  const long = 'x'.repeat(60);
  expect(printLiteral({ first: long, 'a/b': [long] })).toBe(
    `{\n  first: '${long}',\n  'a/b': ['${long}'],\n}`,
  );
});

test.each([
  ['plain', "'plain'"],
  ['say "so"', `'say "so"'`],
  ["it's", `"it's"`],
  [`both ' and "`, String.raw`"both ' and \""`],
  ['a\\b', String.raw`'a\\b'`],
  ['line\nend', String.raw`'line\nend'`],
])('the string %j is written %s', (text, literal) => {
  expect(printString(text)).toBe(literal);
});
