import { describe, expect, test } from 'vitest';
import { generateKind } from '../../src/codegen/generate-kind.ts';
import { generateKinds } from '../../src/codegen/generate-kinds.ts';
import { kindRowOf } from '../../src/codegen/kind-row-of.ts';
import { readCrd } from '../../src/codegen/kind-schema.ts';
import { asObject, type JsonObject } from '../../src/kube/json.ts';
import { experimentalCrds, hasCrds, readRelease, releases } from './crd-fixtures.ts';

const NOTHING_TAKEN = { kinds: new Set<string>(), types: new Set<string>(), fields: new Set<string>() };

/** Type and field names by the rule of api.md: prefix, kind, then each property with a capital letter. */
function namesByRule(schema: JsonObject, type: string, names: string[] = []): string[] {
  for (const [property, child] of Object.entries(asObject(schema['properties']))) {
    names.push(`${type}.${property}`);
    let inner = asObject(child);
    while (inner['type'] === 'array') inner = asObject(inner['items']);
    namesByRule(inner, `${type}${property.charAt(0).toUpperCase()}${property.slice(1)}`, names);
  }
  return names;
}

describe.skipIf(!hasCrds)(`CRDs of all releases (skipped when ${experimentalCrds} is missing)`, () => {
  test.each(releases())(
    'every version of every kind of %s is named by the rule, and no name is given twice',
    async (release) => {
      for (const schema of (await readRelease(release)).map(readCrd)) {
        if (schema === undefined) throw new Error('not a CRD');
        const row = kindRowOf(schema, { qualified: false, experimental: false });
        for (const version of schema.versions) {
          const kind = generateKind(version.schema, {
            row,
            takenTypes: new Set(),
            isExperimental: () => false,
          });
          const names = kind.objects.flatMap(({ name, fields }) =>
            fields.filter(({ origin }) => origin === 'schema').map((field) => `${name}.${field.name}`),
          );
          const expected = namesByRule(version.schema, `KubernetesKind${schema.kind}`);
          expect(names.toSorted()).toEqual(expected.toSorted());
          const types = [...kind.objects, ...kind.enums].map(({ name }) => name);
          expect(new Set(types).size).toBe(types.length);
          expect(kind.omitted).toEqual([]);
        }
      }
    },
  );

  test.each(releases())('the kinds of %s share no name', async (release) => {
    const schemas = (await readRelease(release)).map(readCrd).filter((crd) => crd !== undefined);
    const { kinds, omitted } = generateKinds(schemas, NOTHING_TAKEN, undefined);
    expect(kinds).toHaveLength(schemas.length);
    expect(kinds.map(({ row }) => row.type).toSorted()).toEqual(
      schemas.map(({ kind }) => `KubernetesKind${kind}`).toSorted(),
    );
    expect(omitted).toEqual([]);
  });
});
