import type { GeneratedKind } from './generated-kind.ts';

/** What of a kind is not in the standard channel: `Type`, `Type.field`, `Enum`, `Enum.Value`. */
export function experimentalNamesOf({ objects, enums }: GeneratedKind): readonly string[] {
  const ofObjects = objects.flatMap(({ name, experimental, fields }) => [
    ...(experimental ? [name] : []),
    ...fields.filter((field) => field.experimental).map((field) => `${name}.${field.name}`),
  ]);
  const ofEnums = enums.flatMap(({ name, experimental, values }) => [
    ...(experimental ? [name] : []),
    ...values.filter((value) => value.experimental).map((value) => `${name}.${value.name}`),
  ]);
  return [...ofObjects, ...ofEnums];
}
