import { type DocumentNode, Kind, type StringValueNode } from 'graphql';
import type { Descriptions } from './read-sdl.ts';

interface Describable {
  readonly name: { readonly value: string };
  readonly description?: StringValueNode | undefined;
}

/** Adds descriptions to the definitions that have none of their own. */
export function describeDocument(document: DocumentNode, texts: Descriptions): DocumentNode {
  if (texts.size === 0) return document;
  const described = <T extends Describable>(node: T, id: string): T => {
    const text = node.description === undefined ? texts.get(id) : undefined;
    return text === undefined
      ? node
      : { ...node, description: { kind: Kind.STRING, value: text, block: true } };
  };
  const definitions = document.definitions.map((definition) => {
    switch (definition.kind) {
      case Kind.OBJECT_TYPE_DEFINITION:
        return described(
          {
            ...definition,
            fields: (definition.fields ?? []).map((field) =>
              described(field, `${definition.name.value}.${field.name.value}`),
            ),
          },
          definition.name.value,
        );
      case Kind.ENUM_TYPE_DEFINITION:
        return described(
          {
            ...definition,
            values: (definition.values ?? []).map((value) =>
              described(value, `${definition.name.value}.${value.name.value}`),
            ),
          },
          definition.name.value,
        );
      default:
        return definition;
    }
  });
  return { ...document, definitions };
}
