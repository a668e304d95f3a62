import { describe, expect, test } from 'vitest';
import { LineSplitter } from '../../../src/cluster/watch/line-splitter.ts';

function split(chunks: readonly Buffer[], maxBytes = 1_000): readonly (string | undefined)[] {
  const splitter = new LineSplitter(maxBytes);
  return chunks.flatMap((chunk) => [...splitter.push(chunk)].map((line) => line?.toString()));
}

describe('lines', () => {
  test('come out whole wherever chunks end, also in the middle of a character', () => {
    const text = Buffer.from('{"a":"ä€😀"}\n{"b":"\u2028"}\n');
    for (let at = 0; at <= text.length; at += 1) {
      const chunks = [text.subarray(0, at), text.subarray(at)];
      expect(split(chunks)).toEqual(['{"a":"ä€😀"}', '{"b":"\u2028"}']);
    }
    expect(split([...text].map((byte) => Buffer.from([byte])))).toHaveLength(2);
  });

  test('end at line feeds only', () => {
    expect(split([Buffer.from('a\rb\u0085c\u2029d\n')])).toEqual(['a\rb\u0085c\u2029d']);
  });

  test('that never end are not given out', () => {
    expect(split([Buffer.from('one\ntwo')])).toEqual(['one']);
  });

  test('may be empty', () => {
    expect(split([Buffer.from('\n\na\n')])).toEqual(['', '', 'a']);
  });

  test('longer than the bound are none, as soon as that is clear', () => {
    expect(split([Buffer.from('12345'), Buffer.from('6')], 5)).toEqual([undefined]);
    expect(split([Buffer.from('123456\n')], 5)).toEqual([undefined]);
    expect(split([Buffer.from('12345\n')], 5)).toEqual(['12345']);
  });
});
