import { type GraphQLSchema, isObjectType } from 'graphql';
import { charging } from './budgeted-field-resolver.ts';

/**
 * Makes every field with a resolver of its own charge the budget of its execution; the other fields are charged by
 * `budgetedFieldResolver`. Changes the schema, once. Without a budget in the context nothing is charged.
 */
export function meterResolvers(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    // the introspection types belong to graphql-js and to every schema of this process
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      if (field.resolve !== undefined) field.resolve = charging(field.resolve);
    }
  }
}
