import { expect, test } from 'vitest';
import { integer } from './der.ts';

test.each([
  [[0x05], '020105'],
  [[0x80], '02020080'],
  [[0x00, 0x7f], '02017f'],
  [[0x00, 0x00, 0x80], '02020080'],
  [[0x00, 0x00], '020100'],
  [[], '020100'],
] as const)('the integer of bytes %j is written as %s', (bytes, expected) => {
  expect(integer(Uint8Array.from(bytes)).toString('hex')).toBe(expected);
});
