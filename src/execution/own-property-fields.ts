import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema, isObjectType } from 'graphql';

/**
 * CRDs can have properties that every JavaScript object has too (`constructor`, `toString`). Without a resolver
 * graphql-js would find those where the stored object has no such field, and call them. Changes the schema.
 */
export function readOwnProperties(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name in Object.prototype) field.resolve ??= ownProperty;
    }
  }
}

const ownProperty: GraphQLFieldResolver<unknown, unknown> = (source, args, context, info) =>
  typeof source === 'object' && source !== null && Object.hasOwn(source, info.fieldName)
    ? defaultFieldResolver(source, args, context, info)
    : undefined;
