import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type MergeTree,
  patched,
  treeLeaves,
  treeValue,
} from '../../../src/gatewayapi/policies/merge-tree.ts';
import { isObject, type Json } from '../../../src/kube/json.ts';

/** The pseudo-code of RFC 7386, section 2, word by word. */
function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const result = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) result.delete(field);
    else if (value !== undefined) result.set(field, mergePatch(result.get(field), value));
  }
  return Object.fromEntries(result);
}

const names = fc.constantFrom('a', 'b', 'c', 'x.y', '__proto__', 'constructor');
const document: fc.Arbitrary<Json> = fc.letrec<{ value: Json; object: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 0, 'text'),
    fc.array(fc.integer(), { maxLength: 2 }),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(names, tie('value')), { maxLength: 4 })
    .map((fields) => Object.fromEntries(fields) as Json),
})).object;

function mergeAll(documents: readonly Json[]): MergeTree<number> | undefined {
  let tree: MergeTree<number> | undefined;
  for (const [index, each] of documents.entries()) tree = patched(tree, each, index);
  return tree;
}

describe('documents that are merged', () => {
  test('come to what RFC 7386 says', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 4 }), (documents) => {
        const tree = mergeAll(documents);
        const expected = documents.reduce<Json | undefined>(mergePatch, undefined);
        expect(tree && treeValue(tree)).toEqual(expected);
      }),
    );
  });

  test('have each value from a document that holds it at that place', () => {
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 4 }), (documents) => {
        const tree = mergeAll(documents);
        for (const { path, value, origin } of tree === undefined ? [] : treeLeaves(tree)) {
          const source = patched(undefined, documents[origin] ?? null, origin);
          const there = treeLeaves(source).find((leaf) => leaf.path === path);
          // What was taken away by a later null leaves an empty object behind, which no document has to hold.
          if (JSON.stringify(value) !== '{}') expect(there?.value).toEqual(value);
        }
      }),
    );
  });

  test('put names that are no words into brackets', () => {
    const tree = patched(undefined, { hosts: { 'a.example.com': 1 }, '0': { b: 2 } }, 0);
    expect(treeLeaves(tree).map(({ path }) => path)).toEqual(['["0"].b', 'hosts["a.example.com"]']);
  });

  test('may be as deep as they like', () => {
    let deep: Json = 1;
    for (let depth = 0; depth < 10_000; depth += 1) deep = { a: deep };
    expect(treeLeaves(patched(undefined, deep, 0))).toHaveLength(1);
  });
});
