import { expect, test } from 'vitest';
import { plainText } from '../../../src/cli/report/plain-text.ts';

test.each([
  ['as it is', 'as it is'],
  ['Übergröße ✗ 路由', 'Übergröße ✗ 路由'],
  ['two\nlines\r\n  more', 'two lines more'],
  ['\u001b[31mred', '\\u{1b}[31mred'],
  ['over\rwritten', 'over\\u{d}written'],
  ['a\u2028b', 'a\\u{2028}b'],
  ['turned \u202egnuj', 'turned \\u{202e}gnuj'],
  ['c1 \u009b', 'c1 \\u{9b}'],
])('%j is shown as %j', (text, shown) => {
  expect(plainText(text)).toBe(shown);
});
