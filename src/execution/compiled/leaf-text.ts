import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInt,
  type GraphQLOutputType,
  GraphQLString,
  getNullableType,
  isEnumType,
} from 'graphql';

/** The JSON of a value that stands in the answer as it is. undefined says nothing: then the type decides. */
export type LeafText = (value: unknown) => string | undefined;

const never: LeafText = () => undefined;
const string: LeafText = (value) => (typeof value === 'string' ? quoted(value) : undefined);
const boolean: LeafText = (value) => (typeof value === 'boolean' ? String(value) : undefined);
// bitwise operators work on the 32 bits that an Int has
const int: LeafText = (value) =>
  typeof value === 'number' && (value | 0) === value ? `${value}` : undefined;

/** What the `serialize` of these types gives back unchanged; most values are of this sort. */
const UNCHANGED: ReadonlyMap<GraphQLOutputType, LeafText> = new Map<GraphQLOutputType, LeafText>([
  [GraphQLString, string],
  [GraphQLID, string],
  [GraphQLBoolean, boolean],
  [GraphQLInt, int],
]);

export function leafTextOf(type: GraphQLOutputType): LeafText {
  const nullable = getNullableType(type);
  if (!isEnumType(nullable)) return UNCHANGED.get(nullable) ?? never;
  const same = nullable.getValues().filter(({ name, value }) => name === value);
  const texts: ReadonlyMap<unknown, string> = new Map(same.map(({ name }) => [name, quoted(name)]));
  return (value) => texts.get(value);
}

/** What JSON writes in another way than it is; lone surrogates are among the rest of them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are the ones
const ESCAPED = /["\\\u0000-\u001f\ud800-\udfff]/;

/** A text as JSON. */
export function quoted(text: string): string {
  return ESCAPED.test(text) ? JSON.stringify(text) : `"${text}"`;
}
