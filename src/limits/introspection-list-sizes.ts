import {
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

const known = new WeakMap<GraphQLSchema, ReadonlyMap<string, number>>();

/** Average lengths of the lists of the introspection types, by field name; at least 1. */
export function introspectionListSizes(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const cached = known.get(schema);
  if (cached !== undefined) return cached;
  const sizes = countLists(schema);
  known.set(schema, sizes);
  return sizes;
}

function countLists(schema: GraphQLSchema): ReadonlyMap<string, number> {
  const types = Object.values(schema.getTypeMap());
  const average = (lengthOf: (type: GraphQLNamedType) => number) =>
    Math.max(1, types.reduce((total, type) => total + lengthOf(type), 0) / types.length);
  return new Map([
    ['types', types.length],
    ['directives', Math.max(1, schema.getDirectives().length)],
    ['fields', average(fieldCount)],
    ['inputFields', average((type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0))],
    ['enumValues', average((type) => (isEnumType(type) ? type.getValues().length : 0))],
    ['interfaces', average((type) => (hasFields(type) ? type.getInterfaces().length : 0))],
    ['possibleTypes', average((type) => (isAbstractType(type) ? schema.getPossibleTypes(type).length : 0))],
  ]);
}

function hasFields(type: GraphQLNamedType) {
  return isObjectType(type) || isInterfaceType(type);
}

function fieldCount(type: GraphQLNamedType): number {
  return hasFields(type) ? Object.keys(type.getFields()).length : 0;
}
