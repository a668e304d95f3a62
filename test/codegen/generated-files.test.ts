import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { coreKindFacts } from '../../src/cli/schema-generate/core-kind-facts.ts';
import { describeFromCrds } from '../../src/codegen/describe-from-crds.ts';
import { generate } from '../../src/codegen/generate.ts';
import { generateKinds } from '../../src/codegen/generate-kinds.ts';
import { readCrd } from '../../src/codegen/kind-schema.ts';
import { asList, asObject, type Json } from '../../src/kube/json.ts';
import { experimentalCrds, hasCrds, readRelease } from './crd-fixtures.ts';

const ROOT = new URL('../../', import.meta.url);
const NOTHING_TAKEN = { kinds: new Set<string>(), types: new Set<string>(), fields: new Set<string>() };

describe.skipIf(!hasCrds)(`what the CRDs give (skipped when ${experimentalCrds} is missing)`, () => {
  test('the committed files are current', async () => {
    const files = generate({
      crds: await readRelease('v1.6.1-experimental'),
      standard: await readRelease('v1.6.1-standard'),
      core: coreKindFacts(),
    });
    for (const [file, text] of files) {
      expect(readFileSync(new URL(file, ROOT), 'utf8'), `${file}: run gwql schema generate`).toBe(text);
    }
    const committed = readdirSync(new URL('schema/generated/', ROOT)).map(
      (name) => `schema/generated/${name}`,
    );
    expect(committed.filter((file) => !files.has(file))).toEqual([]);
  });

  test('no sentence of the CRDs is in them, nor in the descriptions of our own', async () => {
    const crds = await readRelease('v1.6.1-experimental');
    const sentences = new Set([...describeFromCrds(crds).values()].flatMap((text) => longSentences(text)));
    const folders = ['schema/generated/', 'src/generated/', 'src/codegen/'];
    const files = folders.flatMap((folder) =>
      readdirSync(new URL(folder, ROOT)).map((name) => folder + name),
    );
    const committed = files.map((file) => oneLine(readFileSync(new URL(file, ROOT), 'utf8'))).join(' ');
    expect(sentences.size).toBeGreaterThan(100);
    expect([...sentences].filter((sentence) => committed.includes(sentence))).toEqual([]);
  });

  test('13 kinds give 223 types, 774 fields, 56 enums of 60, 42 reference types and a bare reference', async () => {
    const schemas = (await readRelease('v1.6.1-experimental'))
      .map(readCrd)
      .filter((crd) => crd !== undefined);
    const { kinds, omitted } = generateKinds(schemas, NOTHING_TAKEN, undefined);
    const objects = kinds.flatMap((kind) => kind.objects);
    const fields = objects.flatMap((object) => object.fields).filter(({ origin }) => origin === 'schema');
    const references = kinds.flatMap((kind) => kind.references);
    expect(omitted).toEqual([]);
    expect(kinds).toHaveLength(13);
    expect(objects).toHaveLength(223);
    expect(fields).toHaveLength(774);
    expect(kinds.flatMap((kind) => kind.enums)).toHaveLength(56);
    const crdEnums = schemas.flatMap(({ versions }) =>
      versions.filter(({ storage }) => storage).map(({ schema }) => countEnums(schema)),
    );
    expect(crdEnums.reduce((sum, count) => sum + count)).toBe(60);
    expect(references.filter(({ path }) => path !== 'spec.gatewayClassName')).toHaveLength(42);
    expect(references).toHaveLength(43);
    expect(references.map(({ type }) => type)).not.toContain('KubernetesKindReferenceGrantSpecTo');
  });
});

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}

function longSentences(text: string): readonly string[] {
  return oneLine(text)
    .split(/(?<=\.) /)
    .filter((sentence) => sentence.length > 40);
}

function countEnums(schema: Json | undefined): number {
  const { properties, items, enum: values } = asObject(schema);
  const inner = [...Object.values(asObject(properties)), ...(items === undefined ? [] : [items])];
  return inner.map(countEnums).reduce((sum, count) => sum + count, asList(values).length > 0 ? 1 : 0);
}
