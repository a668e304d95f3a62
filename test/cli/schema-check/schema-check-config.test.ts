import { expect, test } from 'vitest';
import { readSchemaCheckConfig } from '../../../src/cli/schema-check/schema-check-config.ts';
import { ConfigError } from '../../../src/config/config-error.ts';

function problems(
  target: string | undefined,
  given: object = {},
  env: Record<string, string> = {},
): readonly string[] {
  try {
    readSchemaCheckConfig(target, { ...given }, env);
    return [];
  } catch (error) {
    return error instanceof ConfigError ? error.problems : [String(error)];
  }
}

test('without options it is text, fails on what breaks, and has the limits of the server', () => {
  expect(readSchemaCheckConfig('v1.2.0', {}, {})).toMatchObject({
    target: 'v1.2.0',
    documents: [],
    crds: [],
    headers: [],
    timeoutMs: 30_000,
    format: 'text',
    failOn: 'breaking',
    limits: { maxDepth: 24, maxFields: 10_000 },
  });
});

test('options are read', () => {
  const given = {
    documents: ['a/**', 'b.graphql'],
    crds: ['crds'],
    header: ['Authorization: Bearer abc', 'X-A:1'],
    timeout: '2s',
    format: 'github',
    failOn: 'dangerous',
    maxDepth: '5',
    maxFields: 'none',
  };
  expect(readSchemaCheckConfig(undefined, given, {})).toMatchObject({
    documents: ['a/**', 'b.graphql'],
    crds: ['crds'],
    headers: [
      ['Authorization', 'Bearer abc'],
      ['X-A', '1'],
    ],
    timeoutMs: 2_000,
    format: 'github',
    failOn: 'dangerous',
    limits: { maxDepth: 5, maxFields: undefined },
  });
});

test('every option has a variable, with one value a line where it may be repeated', () => {
  const env = {
    GWQL_DOCUMENTS: 'a/**\nb/**\n',
    GWQL_FORMAT: 'json',
    GWQL_FAIL_ON: 'dangerous',
    GWQL_HEADER: 'a: b',
  };
  expect(readSchemaCheckConfig(undefined, {}, env)).toMatchObject({
    documents: ['a/**', 'b/**'],
    format: 'json',
    failOn: 'dangerous',
    headers: [['a', 'b']],
  });
});

test('neither a schema nor documents is nothing to check', () => {
  expect(problems(undefined)).toEqual([expect.stringContaining('There is nothing to check')]);
});

test.each(['-x', '--output=f', '-'])('%j cannot be the older schema', (target) => {
  expect(problems(target)).toEqual([expect.stringContaining('must not begin with "-"')]);
});

test.each(['', 'a\0b'])('%j cannot be the older schema either', (target) => {
  expect(problems(target)).toEqual([expect.stringContaining('a file, a URL or a git revision')]);
});

test.each([
  [{ format: 'xml' }, '--format'],
  [{ failOn: 'safe' }, '--fail-on'],
  [{ timeout: 'soon' }, '--timeout'],
  [{ maxDepth: '0' }, '--max-depth'],
])('%j is a wrong value, named with its option', (given, option) => {
  expect(problems('v1', given)).toEqual([expect.stringContaining(option)]);
});

test('all that is wrong is told at once', () => {
  expect(problems('-x', { format: 'xml', header: ['nocolon'] })).toHaveLength(3);
});

test('what is no header is refused without showing it: it may be a token', () => {
  const [problem] = problems('v1', { header: ['Bearer-s3cret'] });
  expect(problem).toContain('--header must be');
  expect(problem).not.toContain('s3cret');
});
