import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { paletteFor } from '../../../src/cli/report/paint.ts';

const terminal = Object.assign(new PassThrough(), { isTTY: true });
const pipe = new PassThrough();

test('people at a terminal get colours', () => {
  expect(paletteFor({ stdout: terminal, env: {} }).red('x')).toBe('\u001b[31mx\u001b[39m');
  expect(paletteFor({ stdout: terminal, env: { NO_COLOR: '' } }).bold('x')).toBe('\u001b[1mx\u001b[22m');
});

test.each([
  ['a pipe', pipe, {}],
  ['NO_COLOR', terminal, { NO_COLOR: '1' }],
  ['a terminal without colours', terminal, { TERM: 'dumb' }],
])('%s gets none', (_what, stdout, env) => {
  const palette = paletteFor({ stdout, env });
  for (const paint of Object.values(palette)) expect(paint('x')).toBe('x');
});
