import { expect, test } from 'vitest';
import { parseHeader } from '../../../../src/cli/schema-check/older/parse-header.ts';

test.each([
  ['Authorization: Bearer abc', 'Authorization', 'Bearer abc'],
  ['x-a:b', 'x-a', 'b'],
  ['X-Url:  http://a:80/ ', 'X-Url', 'http://a:80/'],
])('%j is a header', (text, name, value) => {
  expect(parseHeader(text)).toEqual([name, value]);
});

test.each([
  '',
  'a',
  ':',
  'a:',
  ': b',
  'a b: c',
  'a: b\r\nc: d',
  'a: b\nc',
  'a: \u0000',
  'ä: b',
  `a: ${'b'.repeat(20_000)}`,
])('%j is none', (text) => {
  expect(parseHeader(text)).toBeUndefined();
});
