import { type GraphQLEnumType, type GraphQLSchema, isEnumType } from 'graphql';
import { CodedError } from '../errors.ts';

/**
 * Newer CRDs have values that this schema does not know. Such a value becomes null with an error of its own, where
 * graphql-js alone would report a bug of the server. Changes the enums named; names without an enum are ignored.
 */
export function tolerateUnknownEnumValues(schema: GraphQLSchema, names: Iterable<string>): void {
  for (const name of names) {
    const type = schema.getType(name);
    if (isEnumType(type)) tolerate(type);
  }
}

function tolerate(type: GraphQLEnumType): void {
  const known = new Set<unknown>(type.getValues().map(({ value }) => value));
  const serialize = type.serialize.bind(type);
  type.serialize = (value: unknown) => {
    if (!known.has(value)) throw new CodedError('UNKNOWN_ENUM_VALUE', unknownValue(type.name, value));
    return serialize(value);
  };
}

function unknownValue(type: string, value: unknown): string {
  const shown = typeof value === 'string' ? `"${value.slice(0, 100)}"` : `A value of type ${typeof value}`;
  return `${shown} is no value of ${type} that this server knows. The field "manifest" of the object shows it as stored.`;
}
