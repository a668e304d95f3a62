import { asList, asObject, type JsonObject } from '../kube/json.ts';

type ScalarRule = (schema: JsonObject) => string;

/** Formats of integers that fit into 32 bits with sign; GraphQL's Int holds no more. */
const SMALL_INTEGERS: ReadonlySet<unknown> = new Set([
  undefined,
  'int32',
  'int16',
  'int8',
  'uint16',
  'uint8',
]);

const RULES: { readonly [type: string]: ScalarRule } = {
  string: (schema) => (schema['format'] === 'date-time' ? 'DateTime' : 'String'),
  integer: (schema) => (SMALL_INTEGERS.has(schema['format']) ? 'Int' : 'Float'),
  number: () => 'Float',
  boolean: () => 'Boolean',
  object: (schema) => (isStringMap(schema) ? 'StringMap' : 'JSON'),
};

/** The scalar for a schema that is neither a list nor an object with properties; `JSON` where nothing else fits. */
export function scalarType(schema: JsonObject): string {
  if (isIntOrString(schema)) return 'IntOrString';
  return RULES[String(schema['type'])]?.(schema) ?? 'JSON';
}

function isIntOrString(schema: JsonObject): boolean {
  if (schema['x-kubernetes-int-or-string'] === true || schema['format'] === 'int-or-string') return true;
  const types = asList(schema['anyOf']).map((choice) => asObject(choice)['type']);
  return (
    schema['type'] === undefined &&
    types.length === 2 &&
    types.includes('integer') &&
    types.includes('string')
  );
}

function isStringMap(schema: JsonObject): boolean {
  const values = asObject(schema['additionalProperties']);
  return values['type'] === 'string' && !isIntOrString(values);
}
