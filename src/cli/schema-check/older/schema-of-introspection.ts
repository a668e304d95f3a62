import {
  buildClientSchema,
  buildSchema,
  type GraphQLSchema,
  type IntrospectionQuery,
  printSchema,
} from 'graphql';
import { isObject } from '../../../kube/json.ts';

/** A schema from what an introspection query gave, with or without the `data` around it. Throws Error. */
export function schemaOfIntrospection(answer: unknown): GraphQLSchema {
  const data = isObject(answer) && isObject(answer['data']) ? answer['data'] : answer;
  if (!isObject(data) || !isObject(data['__schema'])) throw new Error('the JSON has no __schema');
  const schema = buildClientSchema(data as unknown as IntrospectionQuery);
  // Printed and read again, deprecations are directives in it, as they are in the schema that it is compared with.
  return buildSchema(printSchema(schema));
}
