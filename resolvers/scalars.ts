import { GraphQLError, GraphQLScalarType } from 'graphql';
import { isObject } from '../src/kube/json.ts';

/**
 * Scalars that pass on what the cluster stores, unchanged: libraries that parse dates would rewrite the string.
 */
function scalar(name: string, accepts: (value: unknown) => boolean, expected: string): GraphQLScalarType {
  const check = (value: unknown): unknown => {
    if (accepts(value)) return value;
    throw new GraphQLError(`${name} holds ${expected}, not ${describe(value)}`);
  };
  return new GraphQLScalarType({ name, serialize: check, parseValue: check });
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  return value === null ? 'null' : `a value of type ${typeof value}`;
}

export const scalars = {
  DateTime: scalar('DateTime', (value) => typeof value === 'string', 'a string'),
  IntOrString: scalar(
    'IntOrString',
    (value) => typeof value === 'string' || Number.isSafeInteger(value),
    'a whole number or a string',
  ),
  StringMap: scalar(
    'StringMap',
    (value) => isObject(value) && Object.values(value).every((entry) => typeof entry === 'string'),
    'an object of strings',
  ),
  JSON: scalar('JSON', () => true, 'any value'),
};
