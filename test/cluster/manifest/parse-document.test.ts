import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DocumentFault } from '../../../src/cluster/manifest/document-fault.ts';
import { parseDocument } from '../../../src/cluster/manifest/parse-document.ts';

function jsonOf(text: string): unknown {
  return parseDocument(text)?.value;
}

function faultOf(text: string): { readonly at: string; readonly message: string } {
  try {
    parseDocument(text);
  } catch (error) {
    if (error instanceof DocumentFault) return { at: text.slice(0, error.offset), message: error.message };
    throw error;
  }
  throw new Error('no fault');
}

test('values stay what they are in JSON: timestamps, versions and unusual booleans are strings', () => {
  const text = `
time: 2026-11-23T10:00:00Z
day: 2026-11-23
version: 1.10.0
on: yes
off: no
port: 8080
ratio: 0.5
exact: 9007199254740991
octal: 0o17
hex: 0xff
flag: true
nothing: null
tilde: ~
absent:
tagged: !!str 5
time2: !!timestamp 2026-11-23
quoted: "8080"
`;
  expect(jsonOf(text)).toStrictEqual({
    time: '2026-11-23T10:00:00Z',
    day: '2026-11-23',
    version: '1.10.0',
    on: 'yes',
    off: 'no',
    port: 8080,
    ratio: 0.5,
    exact: 9007199254740991,
    octal: 15,
    hex: 255,
    flag: true,
    nothing: null,
    tilde: null,
    absent: null,
    tagged: '5',
    time2: '2026-11-23',
    quoted: '8080',
  });
});

test('keys are strings, whatever they look like', () => {
  expect(Object.keys(jsonOf('8080: a\ntrue: b\nnull: c\n2026-11-23: d\n1.0: e') as object)).toStrictEqual([
    '8080',
    'true',
    'null',
    '2026-11-23',
    '1.0',
  ]);
});

test('a key named __proto__ is a key like any other', () => {
  for (const text of ['__proto__: {a: 1}', '{"__proto__": {"a": 1}}', 'b: &b {__proto__: {a: 1}}\n<<: *b']) {
    const value = jsonOf(text) as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(Object.keys(value)).toContain('__proto__');
  }
});

test.each([
  '',
  '\n',
  '# a comment\n',
  '---\n',
  '--- # a comment\n# more',
  '~',
  '%YAML 1.1\n',
  '# x\n%TAG ! !foo\n',
])('a document that holds nothing is none: %j', (text) => {
  expect(parseDocument(text)).toBeUndefined();
});

describe('JSON', () => {
  test('is read by the JSON parser', () => {
    expect(parseDocument(' {"a": [1, {"b": null}], "c": "\\u00e4"}')).toStrictEqual({
      value: { a: [1, { b: null }], c: 'ä' },
      notices: [],
      syntax: 'json',
    });
  });

  test('with a fault is reported where the fault is', () => {
    expect(faultOf('{"a": 1,\n "b": }{')).toStrictEqual({
      at: '{"a": 1,\n "b": }',
      message: 'not YAML: this cannot stand here',
    });
  });

  test('as braces of YAML is YAML', () => {
    expect(parseDocument('{a: 1}')).toMatchObject({ value: { a: 1 }, syntax: 'yaml' });
  });
});

describe('a number', () => {
  test.each([
    ['a: 12345678901234567890', 12345678901234567000],
    ['{"a": 12345678901234567890}', 12345678901234567000],
    ['a: 0xFFFFFFFFFFFFFFFF', 18446744073709552000],
  ])('that cannot be kept exactly is rounded, and that is said: %s', (text, rounded) => {
    const parsed = parseDocument(text);
    expect(parsed?.value).toStrictEqual({ a: rounded });
    expect(parsed?.notices.map(({ message, offset }) => [text.slice(0, offset), message])).toStrictEqual([
      [/^.*: /.exec(text)?.[0], 'this number is too large to be kept exactly and was rounded'],
    ]);
  });

  test.each(['a: .inf', 'a: -.INF', 'a: .nan', 'a: 1e999', '{"a": 1e999}'])(
    'that JSON has no word for is a fault: %s',
    (text) => {
      expect(faultOf(text).message).toBe('a number has to be finite');
    },
  );

  test('with a fraction or an exponent is as exact as it always is', () => {
    expect(parseDocument('a: 0.12345678901234567890\nb: 1e300')?.notices).toStrictEqual([]);
  });
});

describe('aliases', () => {
  test('become copies', () => {
    const value = jsonOf('a: &a {x: [1]}\nb: *a\nc: *a') as { a: object; b: object; c: object };
    expect(value).toStrictEqual({ a: { x: [1] }, b: { x: [1] }, c: { x: [1] } });
    expect(value.b).not.toBe(value.a);
    expect(value.c).not.toBe(value.b);
  });

  test('mean the last anchor of that name before them, in copies too', () => {
    expect(jsonOf('a: &a 1\nb: &b [*a]\nc: &a 2\nd: *a\ne: *b\nf: *a')).toStrictEqual({
      a: 1,
      b: [1],
      c: 2,
      d: 2,
      e: [1],
      f: 2,
    });
  });

  test('that have no anchor are a fault', () => {
    expect(faultOf('a: *b\nb: &b 1')).toStrictEqual({
      at: 'a: ',
      message: 'not YAML: there is no anchor of that name before this alias',
    });
  });

  test('that contain themselves are a fault', () => {
    expect(faultOf('a: &a [*a]').message).toBe('it is nested more than 200 levels deep');
  });

  test('that multiply are a fault, not a crash', () => {
    const levels = Array.from(
      { length: 30 },
      (_, i) => `l${i + 1}: &l${i + 1} [*l${i}, *l${i}, *l${i}, *l${i}]`,
    );
    expect(faultOf(`l0: &l0 [x]\n${levels.join('\n')}`).message).toBe(
      'its aliases make more than 100000 values',
    );
  });
});

describe('merge keys', () => {
  test('add what is not written', () => {
    expect(jsonOf('a: &a {x: 1, y: 1}\nb: {y: 2, <<: *a}')).toMatchObject({ b: { x: 1, y: 2 } });
  });

  test('take several maps, the first wins', () => {
    expect(jsonOf('a: &a {x: 1}\nb: &b {x: 2, y: 2}\nc:\n  <<: [*a, *b]\n  z: 3')).toMatchObject({
      c: { x: 1, y: 2, z: 3 },
    });
  });

  test('in quotes are keys', () => {
    expect(jsonOf('"<<": 1')).toStrictEqual({ '<<': 1 });
  });

  test('that name no map are a fault', () => {
    expect(faultOf('<<: 1')).toStrictEqual({
      at: '<<: ',
      message: 'not YAML: << takes a map, or a list of maps',
    });
  });
});

describe('is a fault:', () => {
  test.each([
    [
      'a key that is there twice',
      'a: 1\nb: 2\na: 3',
      'a: 1\nb: 2\n',
      'not YAML: the same key is in this map twice',
    ],
    [
      'a list as key',
      '? [a]\n: 1',
      '? ',
      'not YAML: a key has to be a string (a template has to be rendered first)',
    ],
    ['a tab', 'a:\n\tb: 1', 'a:\n', 'not YAML: a tab cannot indent: use spaces'],
    ['an open quote', 'a: "b', 'a: "b', 'not YAML: a quote, bracket, brace, colon or space is missing'],
    [
      'a template',
      'a: {{ .Values.a }}',
      'a: {',
      'not YAML: a key has to be a string (a template has to be rendered first)',
    ],
    [
      'two colons',
      'a: b: c',
      'a: ',
      'not YAML: a value with a colon in it has to be quoted, a nested map has to start on its own line',
    ],
  ])('%s', (_, text, at, message) => {
    expect(faultOf(text)).toStrictEqual({ at, message });
  });

  test.each([
    ['[', ']'],
    ['{a: ', '}'],
    ['{"a":', '}'],
    ['- ', ''],
  ])('nesting without end: %s', (open, close) => {
    for (const depth of [201, 20_000]) {
      expect(
        faultOf(open.repeat(depth) + (open === '{"a":' ? '1' : '') + close.repeat(depth)).message,
      ).toMatch(/nested/);
    }
  });

  test('more YAML than fits in memory as a tree', () => {
    expect(faultOf(`a: ${'x'.repeat(16 * 1024 * 1024)}`).message).toBe(
      'it is larger than 16 MiB: give it as JSON, or as several documents',
    );
  });
});

test('JSON goes in and comes out the same', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
      const text = JSON.stringify(object);
      expect(jsonOf(text)).toStrictEqual(JSON.parse(text));
      expect(jsonOf(`--- ${text}`)).toStrictEqual(JSON.parse(text));
    }),
  );
});

test('no text makes it throw anything but a fault that quotes nothing', () => {
  const word = fc.constantFrom(
    'SENTINEL',
    ' ',
    '\n',
    '  ',
    '- ',
    ': ',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '&SENTINEL ',
    '*SENTINEL',
    '|',
    '>',
    '#',
    '%',
    '@',
    '!SENTINEL ',
    '\t',
    '?',
    '<<',
    '\\x',
    ',',
    '0x',
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), (words) => {
      try {
        parseDocument(words.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(DocumentFault);
        expect(String(error)).not.toContain('SENTINEL');
      }
    }),
    { numRuns: 2000 },
  );
});
