import {
  type ASTNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getLocation,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  type Location,
} from 'graphql';
import type { SchemaChange } from './schema-change.ts';

/** A definition in a schema, as far as positions go. */
interface Defined {
  readonly astNode?: ASTNode | null | undefined;
  readonly args?: readonly (Defined & { readonly name: string })[];
}

/**
 * Where the schema has what the path names; where it has not, the innermost of what holds it. Undefined for what is
 * new altogether.
 */
export function locateChange(
  schema: GraphQLSchema,
  path: string,
): Omit<NonNullable<SchemaChange['location']>, 'file'> | undefined {
  const [first = '', member = '', argument = ''] = path.split('.');
  const whole = first.startsWith('@') ? schema.getDirective(first.slice(1)) : schema.getType(first);
  const part = whole == null ? undefined : membersOf(whole, member);
  const innermost = part?.args?.find(({ name }) => name === argument);
  const loc = [innermost, part, whole].map(nameLocation).find((found) => found != null);
  return loc === undefined ? undefined : getLocation(loc.source, loc.start);
}

/** A definition begins with its description. */
function nameLocation(defined: Defined | null | undefined): Location | undefined {
  const node = defined?.astNode;
  return node == null ? undefined : (('name' in node ? node.name?.loc : undefined) ?? node.loc);
}

function membersOf(whole: GraphQLNamedType | Defined, member: string): Defined | undefined {
  if ('args' in whole) return whole.args?.find(({ name }) => name === member);
  if (isEnumType(whole)) return whole.getValue(member) ?? undefined;
  const hasFields = isObjectType(whole) || isInterfaceType(whole) || isInputObjectType(whole);
  return hasFields ? whole.getFields()[member] : undefined;
}
