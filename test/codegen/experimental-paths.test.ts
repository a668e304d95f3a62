import { describe, expect, test } from 'vitest';
import { experimentalPaths } from '../../src/codegen/experimental-paths.ts';
import { type KindSchema, readCrd } from '../../src/codegen/kind-schema.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import { crd, list, object, text } from './crd-builder.ts';

function kind(properties: JsonObject): KindSchema {
  const read = readCrd(crd({ group: 'example.com', kind: 'Thing', properties }));
  if (read === undefined) throw new Error('the builder made no CRD');
  return read;
}

const standard = kind({ spec: object({ rules: list(object({ mode: { type: 'string', enum: ['A'] } })) }) });
const richer = kind({
  spec: object({ rules: list(object({ mode: { type: 'string', enum: ['A', 'B'] }, retry: text })) }),
});

describe('with the standard channel', () => {
  const isExperimental = experimentalPaths(richer, [standard]);

  test('what it has is not experimental', () => {
    expect(isExperimental([])).toBe(false);
    expect(isExperimental(['spec', 'rules', 'mode'])).toBe(false);
    expect(isExperimental(['spec', 'rules', 'mode'], 'A')).toBe(false);
  });

  test('fields and enum values that it has not are', () => {
    expect(isExperimental(['spec', 'rules', 'retry'])).toBe(true);
    expect(isExperimental(['spec', 'rules', 'mode'], 'B')).toBe(true);
  });

  test('a kind that it has not is experimental with all it holds', () => {
    const nothing = experimentalPaths(richer, []);
    expect(nothing([])).toBe(true);
    expect(nothing(['spec', 'rules', 'mode'], 'A')).toBe(true);
  });
});

test('without the standard channel nothing is known, and nothing is marked', () => {
  expect(experimentalPaths(richer, undefined)(['spec', 'rules', 'retry'])).toBe(false);
});
