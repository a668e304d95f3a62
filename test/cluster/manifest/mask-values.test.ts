import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { maskText, valueRanges } from '../../../src/cluster/manifest/mask-values.ts';
import { parseDocument } from '../../../src/cluster/manifest/parse-document.ts';
import type { Json } from '../../../src/kube/json.ts';

function masked(text: string, syntax: 'json' | 'yaml'): string {
  return maskText(text, valueRanges(text, syntax));
}

test('values of YAML are masked; keys, structure, positions and aliases stay', () => {
  const text = `
kind: &k Secret
data: {a: "se cret", 'b': s}   # c
pem: |
  -----BEGIN
    x
list:
- one
- >-
  two
alias: *k
`;
  expect(masked(text, 'yaml')).toBe(`
kind: &k xxxxxx
data: {a: xxx xxxxx, 'b': x}   # c
pem: x
  xxxxxxxxxx
    x
list:
- xxx
- xx
  xxx
alias: *k
`);
});

test('values of JSON are masked, keys are not', () => {
  const text = '{"data" : {"a\\"b": "s\\\\", "c": ["x y", ""]}, "n": 1}';
  expect(masked(text, 'json')).toBe('{"data" : {"a\\"b": "xxx", "c": ["x x", ""]}, "n": 1}');
});

function shapeOf(value: Json | undefined): unknown {
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value !== 'object' || value === null) return 'value';
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shapeOf(part)]));
}

test('a masked text has the shape and the lines of the text', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('a', ' ', '\n', ': ', '- ', '#', '"', "'") }),
  );
  const { object } = fc.letrec<{ object: Json; any: Json }>((tie) => ({
    object: fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), tie('any'), { minKeys: 1 }),
    any: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.array(tie('any')), tie('object')),
  }));
  fc.assert(
    fc.property(object, (value) => {
      for (const [source, syntax] of [
        [JSON.stringify(value, null, 1), 'json'],
        [stringify(value), 'yaml'],
      ] as const) {
        const hidden = masked(source, syntax);
        expect(hidden.length).toBe(source.length);
        expect(hidden.split('\n').length).toBe(source.split('\n').length);
        expect(shapeOf(parseDocument(hidden)?.value)).toStrictEqual(shapeOf(value));
      }
    }),
  );
});
