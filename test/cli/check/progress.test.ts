import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { progressOn } from '../../../src/cli/check/progress.ts';

function written(stderr: PassThrough): string {
  return String(stderr.read() ?? '');
}

test('at a terminal one line is written over, now and then, and taken away in the end', () => {
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  let now = 0;
  const progress = progressOn({ stderr, env: {} }, () => now);
  progress.show(() => 'too early');
  now = 200;
  progress.show(() => 'reading 10 files');
  progress.show(() => 'too early');
  now = 400;
  progress.show(() => 'reading 20 files');
  progress.clear();
  expect(written(stderr)).toBe(
    '\r\u001b[2Kgwql: reading 10 files\r\u001b[2Kgwql: reading 20 files\r\u001b[2K',
  );
});

test('what ends before anything was shown leaves no trace', () => {
  const stderr = Object.assign(new PassThrough(), { isTTY: true });
  const progress = progressOn({ stderr, env: {} }, () => 0);
  progress.show(() => 'too early');
  progress.clear();
  expect(written(stderr)).toBe('');
});

test.each([
  ['a pipe', { isTTY: false }, {}],
  ['a terminal that cannot', { isTTY: true }, { TERM: 'dumb' }],
])('%s hears nothing', (_what, traits, env) => {
  const stderr = Object.assign(new PassThrough(), traits);
  let now = 0;
  const progress = progressOn({ stderr, env }, () => now);
  now = 1_000;
  progress.show(() => 'reading');
  progress.clear();
  expect(written(stderr)).toBe('');
});
