import { readdirSync, readFileSync } from 'node:fs';
import { type FieldDefinitionNode, Kind, parse, type TypeNode } from 'graphql';

const FOLDER = new URL('../../schema/generated/', import.meta.url);

/** A field of a generated type, as far as describing it goes. */
export interface SdlField {
  readonly name: string;
  readonly list: boolean;
  /** The type without `[]` and `!`. */
  readonly type: string;
  /** What the SDL itself says: our own words. */
  readonly description: string | undefined;
}

export interface GeneratedSdl {
  readonly objects: ReadonlyMap<string, readonly SdlField[]>;
  readonly enums: ReadonlySet<string>;
}

/** The committed types of all kinds. */
export function readGeneratedSdl(): GeneratedSdl {
  const objects = new Map<string, readonly SdlField[]>();
  const enums = new Set<string>();
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.graphql'))) {
    const document = parse(readFileSync(new URL(file, FOLDER), 'utf8'), { noLocation: true });
    for (const definition of document.definitions) {
      if (definition.kind === Kind.ENUM_TYPE_DEFINITION) enums.add(definition.name.value);
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue;
      objects.set(definition.name.value, (definition.fields ?? []).map(readField));
    }
  }
  return { objects, enums };
}

function readField({ name, type, description }: FieldDefinitionNode): SdlField {
  return { name: name.value, list: isList(type), type: namedType(type), description: description?.value };
}

function isList(type: TypeNode): boolean {
  return type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}
