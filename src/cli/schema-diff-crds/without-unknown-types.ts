import {
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
  isTypeDefinitionNode,
  isTypeExtensionNode,
  Kind,
  type NamedTypeNode,
  specifiedScalarTypes,
  type TypeNode,
} from 'graphql';

/**
 * What is left of an SDL where not every type is known: what is written by hand speaks of kinds that another release
 * may not have. Fields, arguments and memberships of unknown types go, then types that have lost all their fields.
 */
export function withoutUnknownTypes(definitions: readonly DefinitionNode[]): readonly DefinitionNode[] {
  const known = knownTypes(definitions);
  const left = definitions.flatMap((definition) => prune(definition, known));
  // a type that is gone may have been the type of something
  return left.length === definitions.length ? left : withoutUnknownTypes(left);
}

function knownTypes(definitions: readonly DefinitionNode[]): ReadonlySet<string> {
  const defined = definitions.filter(isTypeDefinitionNode).map(({ name }) => name.value);
  return new Set([...specifiedScalarTypes.map(({ name }) => name), ...defined]);
}

function prune(definition: DefinitionNode, known: ReadonlySet<string>): readonly DefinitionNode[] {
  if (isTypeExtensionNode(definition) && !known.has(definition.name.value)) return [];
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.OBJECT_TYPE_EXTENSION:
    case Kind.INTERFACE_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_EXTENSION: {
      const fields = definition.fields?.filter((field) => isKnownField(field, known));
      const interfaces = definition.interfaces?.filter((type) => isKnown(type, known));
      return hasLostAll(definition.fields, fields) ? [] : [{ ...definition, fields, interfaces }];
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
    case Kind.INPUT_OBJECT_TYPE_EXTENSION: {
      const fields = definition.fields?.filter(({ type }) => isKnown(type, known));
      return hasLostAll(definition.fields, fields) ? [] : [{ ...definition, fields }];
    }
    case Kind.UNION_TYPE_DEFINITION:
    case Kind.UNION_TYPE_EXTENSION: {
      const types = definition.types?.filter((type) => isKnown(type, known));
      return hasLostAll(definition.types, types) ? [] : [{ ...definition, types }];
    }
    default:
      return [definition];
  }
}

function isKnownField(
  { type, arguments: args = [] }: FieldDefinitionNode,
  known: ReadonlySet<string>,
): boolean {
  return (
    isKnown(type, known) && args.every((argument: InputValueDefinitionNode) => isKnown(argument.type, known))
  );
}

function isKnown(type: TypeNode | NamedTypeNode, known: ReadonlySet<string>): boolean {
  return type.kind === Kind.NAMED_TYPE ? known.has(type.name.value) : isKnown(type.type, known);
}

function hasLostAll(before: readonly unknown[] | undefined, after: readonly unknown[] | undefined): boolean {
  return before !== undefined && before.length > 0 && after?.length === 0;
}
