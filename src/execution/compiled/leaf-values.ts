import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInt,
  type GraphQLOutputType,
  GraphQLString,
  getNullableType,
  isEnumType,
} from 'graphql';

/** Whether a value stands in the answer as it is. False says nothing: then the type decides. */
export type AsIs = (value: unknown) => boolean;

const never: AsIs = () => false;
const string: AsIs = (value) => typeof value === 'string';

/** What the `serialize` of these types gives back unchanged; most values are of this sort. */
const UNCHANGED: ReadonlyMap<GraphQLOutputType, AsIs> = new Map<GraphQLOutputType, AsIs>([
  [GraphQLString, string],
  [GraphQLID, string],
  [GraphQLBoolean, (value) => typeof value === 'boolean'],
  // bitwise operators work on the 32 bits that an Int has
  [GraphQLInt, (value) => typeof value === 'number' && (value | 0) === value],
]);

export function asIsOf(type: GraphQLOutputType): AsIs {
  const nullable = getNullableType(type);
  if (!isEnumType(nullable)) return UNCHANGED.get(nullable) ?? never;
  const same = nullable.getValues().filter(({ name, value }) => name === value);
  const names: ReadonlySet<unknown> = new Set(same.map(({ name }) => name));
  return (value) => names.has(value);
}
