import { generateKind } from '../../src/codegen/generate-kind.ts';
import type { GeneratedKind } from '../../src/codegen/generated-kind.ts';
import { kindRowOf } from '../../src/codegen/kind-row-of.ts';
import { readCrd } from '../../src/codegen/kind-schema.ts';
import type { JsonObject } from '../../src/kube/json.ts';
import { crd } from './crd-builder.ts';

/** The types of a kind with these properties. */
export function generated(properties: JsonObject, kind = 'Thing', group = 'example.com'): GeneratedKind {
  const schema = readCrd(crd({ group, kind, properties }));
  if (schema === undefined) throw new Error('the builder made no CRD');
  const row = kindRowOf(schema, { qualified: false, experimental: false });
  const takenTypes = new Set(['KubernetesKindTaken', 'KubernetesKindThingSpecTaken']);
  return generateKind(schema.versions[0]?.schema ?? {}, { row, takenTypes, isExperimental: () => false });
}

/** `{ spec: '[String]' }`, of the fields that come from the schema. */
export function typesOf(kind: GeneratedKind, type: string): { readonly [field: string]: string } {
  const fields = kind.objects.find(({ name }) => name === type)?.fields ?? [];
  return Object.fromEntries(
    fields.filter(({ origin }) => origin === 'schema').map(({ name, type }) => [name, type]),
  );
}

/** Names of the fields that are ours. */
export function ownFieldsOf(kind: GeneratedKind, type: string): readonly string[] {
  const fields = kind.objects.find(({ name }) => name === type)?.fields ?? [];
  return fields.filter(({ origin }) => origin === 'own').map(({ name }) => name);
}
