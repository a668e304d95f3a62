import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { createCelEngine } from '../../src/cel/cel-engine.ts';
import { parseManifest } from '../../src/cluster/manifest/parse-manifest.ts';
import { readCrd } from '../../src/codegen/kind-schema.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import { groupOf } from '../../src/kube/raw-object.ts';
import { compileSchema } from '../../src/validation/compile-schema.ts';
import type { SchemaNode } from '../../src/validation/schema-node.ts';
import { skippedRules } from '../../src/validation/skipped-rules.ts';
import { hasCrds, readRelease } from '../codegen/crd-fixtures.ts';
import { EXAMPLES, exampleFiles } from '../support/example-files.ts';
import { validateObjects } from '../support/validate-objects.ts';

/** Lines with `rule:` in the files of a release. */
const RULES: { readonly [release: string]: number } = {
  'v1.0.0-standard': 166,
  'v1.0.0-experimental': 207,
  'v1.2.1-standard': 207,
  'v1.2.1-experimental': 244,
  'v1.4.1-standard': 233,
  'v1.4.1-experimental': 311,
  'v1.6.1-standard': 295,
  'v1.6.1-experimental': 350,
};

function schemasOf(crds: readonly JsonObject[]): readonly SchemaNode[] {
  return crds.flatMap((crd) => readCrd(crd)?.versions ?? []).map(({ schema }) => compileSchema(schema));
}

function countRules(node: SchemaNode): number {
  const inner = [
    ...[...node.properties.values()].map(({ node: field }) => field),
    node.items,
    node.additional,
  ];
  return inner.reduce(
    (count, each) => count + (each === undefined ? 0 : countRules(each)),
    node.rules.length,
  );
}

describe.skipIf(!hasCrds)('the rules of the CRDs of Gateway API', () => {
  test.each(Object.entries(RULES))('of %s are %i, and every one of them is run', async (release, count) => {
    const schemas = schemasOf(await readRelease(release));
    const engine = createCelEngine();
    expect(schemas.reduce((total, schema) => total + countRules(schema), 0)).toBe(count);
    expect(schemas.flatMap((schema) => skippedRules(schema, engine))).toEqual([]);
  });
});

describe.skipIf(!hasCrds)('the examples of Gateway API', () => {
  const channels = ['standard', 'experimental'];

  it.each(exampleFiles())('%s is as its CRDs want it', async (file) => {
    const channel = channels.find((name) => file.startsWith(name));
    const crds = await readRelease(`v1.6.1-${channel}`);
    const { objects } = await parseManifest(file, readFileSync(join(EXAMPLES, file), 'utf8'));
    const own = objects
      .map(({ object }) => object)
      .filter(({ apiVersion }) => groupOf(apiVersion).includes('gateway'));
    expect(objects.length).toBeGreaterThan(0);
    expect(validateObjects(own, crds)).toEqual([]);
  });
});
