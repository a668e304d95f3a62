import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitDocuments } from '../../../src/cluster/manifest/split-documents.ts';

function pieces(text: string): readonly string[] {
  return Array.from(splitDocuments(text), ({ start, end }) => text.slice(start, end));
}

test('a document begins with its ---', () => {
  expect(pieces('a: 1\n---\nb: 2\n--- # comment\nc: 3')).toStrictEqual([
    'a: 1\n',
    '---\nb: 2\n',
    '--- # comment\nc: 3',
  ]);
});

test('... ends a document and belongs to none', () => {
  expect(pieces('a: 1\n...\nb: 2\n...')).toStrictEqual(['a: 1\n', '\nb: 2\n']);
});

test('dashes that are indented, longer or inside a line are no marker', () => {
  const text = 'a: |\n  ---\nb: ----\n----\n---x\nc: "---"';
  expect(pieces(text)).toStrictEqual([text]);
});

test('a line separator inside a string begins no line', () => {
  const text = '{"a": "\u2028--- b"}';
  expect(pieces(text)).toStrictEqual([text]);
});

test('Windows line ends are fine', () => {
  expect(pieces('a: 1\r\n---\r\nb: 2\r\n')).toStrictEqual(['a: 1\r\n', '---\r\nb: 2\r\n']);
});

test('an empty text has no document', () => {
  expect(pieces('')).toStrictEqual([]);
});

test('nothing but end markers is left out, whatever the text', () => {
  const line = fc.constantFrom('---', '...', '--- a', 'a: 1', '', ' ---', '\u2028---');
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const text = lines.join('\n');
      const markers = lines.filter((each) => each === '...').length;
      expect(pieces(text).join('').length).toBe(text.length - 3 * markers);
    }),
  );
});
