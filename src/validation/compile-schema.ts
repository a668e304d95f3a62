import { asList, asNumber, asObject, asString, isObject, type Json, type JsonObject } from '../kube/json.ts';
import { escapeProperty } from './escape-property.ts';
import { OBJECT_META } from './object-meta.ts';
import type { Combined, Limits, PropertyNode, SchemaNode } from './schema-node.ts';
import { readRules } from './schema-rule.ts';

const STRING: JsonObject = { type: 'string' };

/** Compiles the schema of a version of a CRD: the whole object. */
export function compileSchema(schema: JsonObject): SchemaNode {
  return compile({ ...schema, 'x-kubernetes-embedded-resource': true });
}

function compile(written: JsonObject): SchemaNode {
  const schema = written['x-kubernetes-embedded-resource'] === true ? withObjectFields(written) : written;
  const properties = compileProperties(asObject(schema['properties']));
  const items = isObject(schema['items']) ? compile(schema['items']) : undefined;
  const values = schema['additionalProperties'];
  const additional = isObject(values) ? compile(values) : undefined;
  const combined = compileCombined(schema);
  const rules = readRules(schema);
  const listType = listTypeOf(schema);
  const below = [
    ...[...properties.values()].map(({ node }) => node),
    items,
    additional,
    ...(combined?.allOf ?? []),
  ];
  return {
    types: typesOf(schema),
    nullable: schema['nullable'] === true,
    properties,
    required: strings(schema['required']),
    additional,
    keepsUnknown: schema['x-kubernetes-preserve-unknown-fields'] === true || values === true,
    items,
    limits: limitsOf(schema),
    format: asString(schema['format']),
    enum: Array.isArray(schema['enum']) ? asList(schema['enum']) : undefined,
    combined,
    listType,
    mapKeys: strings(schema['x-kubernetes-list-map-keys']),
    rules,
    hasListTypes: listType !== undefined || below.some((node) => node?.hasListTypes),
    hasRules: rules.length > 0 || below.some((node) => node?.hasRules),
  };
}

/** What every object has, whether or not a schema names it. */
function withObjectFields(schema: JsonObject): JsonObject {
  const properties = {
    ...asObject(schema['properties']),
    apiVersion: STRING,
    kind: STRING,
    metadata: OBJECT_META,
  };
  return { ...schema, properties };
}

function compileProperties(properties: JsonObject): ReadonlyMap<string, PropertyNode> {
  return new Map(
    Object.entries(properties).map(([name, schema]) => [
      name,
      { node: compile(asObject(schema)), ruleName: escapeProperty(name) },
    ]),
  );
}

function typesOf(schema: JsonObject): readonly string[] {
  if (schema['x-kubernetes-int-or-string'] === true) return ['integer', 'string'];
  const type = asString(schema['type']);
  return type === undefined || type === '' ? [] : [type];
}

function compileCombined(schema: JsonObject): Combined | undefined {
  const [allOf, anyOf, oneOf] = [schema['allOf'], schema['anyOf'], schema['oneOf']].map((list) =>
    asList(list).filter(isObject).map(compile),
  );
  const not = isObject(schema['not']) ? compile(schema['not']) : undefined;
  if (!allOf?.length && !anyOf?.length && !oneOf?.length && not === undefined) return undefined;
  return { allOf: allOf ?? [], anyOf: anyOf ?? [], oneOf: oneOf ?? [], not };
}

function listTypeOf(schema: JsonObject): 'set' | 'map' | undefined {
  const type = schema['x-kubernetes-list-type'];
  return type === 'set' || type === 'map' ? type : undefined;
}

const NUMBERS = [
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'multipleOf',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
] as const satisfies readonly (keyof Limits)[];
const FLAGS = [
  'exclusiveMinimum',
  'exclusiveMaximum',
  'uniqueItems',
] as const satisfies readonly (keyof Limits)[];

function limitsOf(schema: JsonObject): Limits {
  const numbers = NUMBERS.flatMap((name) => {
    const value = asNumber(schema[name]);
    return value === undefined ? [] : [[name, value] as const];
  });
  const flags = FLAGS.filter((name) => schema[name] === true).map((name) => [name, true] as const);
  const pattern = asString(schema['pattern']);
  return Object.fromEntries([...numbers, ...flags, ...(pattern ? [['pattern', pattern] as const] : [])]);
}

function strings(value: Json | undefined): readonly string[] {
  return asList(value).filter((item) => typeof item === 'string');
}
