import { experimentalNames as builtInExperimental } from '../generated/experimental-names.ts';
import { kindTable } from '../generated/kind-table.ts';
import { asObject, asString, type JsonObject } from '../kube/json.ts';
import type { KindRow } from '../kube/kind-row.ts';
import { groupKindId } from '../kube/object-key.ts';
import { mainVersion, readCrd } from './kind-schema.ts';
import { markExperimental } from './mark-experimental.ts';
import { withinBounds } from './schema-bounds.ts';
import { tidyDescription } from './tidy-description.ts';
import { enumTypeName, pathTypeName } from './type-name.ts';

/**
 * The descriptions that CRDs carry: of types by `Type`, of fields by `Type.field`. They describe the kinds that have
 * types (`kinds`); what else is in the CRDs is passed over.
 */
export function describeFromCrds(
  crds: readonly unknown[],
  kinds: readonly KindRow[] = kindTable,
  experimental: readonly string[] = builtInExperimental,
): ReadonlyMap<string, string> {
  const rows = new Map(kinds.map((row) => [groupKindId(row), row]));
  const texts = new Map<string, string>();
  for (const crd of crds.map(readCrd)) {
    const row = crd && rows.get(groupKindId(crd));
    const schema = crd && mainVersion(crd)?.schema;
    if (row === undefined || schema === undefined || !withinBounds(schema)) continue;
    describeObject(schema, { type: row.type, properties: [], inherited: undefined }, texts);
  }
  return markExperimental(texts, experimental);
}

interface Place {
  readonly type: string;
  readonly properties: readonly string[];
  /** What the property says that leads here, for schemas that say nothing about themselves. */
  readonly inherited: string | undefined;
}

function describeObject(schema: JsonObject, place: Place, texts: Map<string, string>): void {
  const name = pathTypeName(place.type, place.properties);
  put(texts, name, descriptionOf(schema) ?? place.inherited);
  for (const [property, child] of Object.entries(asObject(schema['properties']))) {
    const inner = asObject(child);
    const description = descriptionOf(inner);
    put(texts, `${name}.${property}`, description);
    const properties = [...place.properties, property];
    const item = itemOf(inner);
    if (item['enum'] !== undefined)
      put(texts, enumTypeName(place.type, properties), descriptionOf(item) ?? description);
    if (item['properties'] !== undefined)
      describeObject(item, { ...place, properties, inherited: description }, texts);
  }
}

function itemOf(schema: JsonObject): JsonObject {
  let item = schema;
  while (item['type'] === 'array') item = asObject(item['items']);
  return item;
}

function descriptionOf(schema: JsonObject): string | undefined {
  const text = asString(schema['description']);
  return text === undefined ? undefined : tidyDescription(text);
}

function put(texts: Map<string, string>, name: string, text: string | undefined): void {
  if (text !== undefined && text !== '') texts.set(name, text);
}
