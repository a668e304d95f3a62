import type { DeclarationIndex } from './declaration-index.ts';
import type { GeneratedSdl, SdlField } from './generated-sdl.ts';
import { shapeOfType, type TypeShape } from './type-shape.ts';

/** Where the walk goes and what it finds. */
interface Walk {
  readonly sdl: GeneratedSdl;
  readonly index: DeclarationIndex;
  readonly texts: Map<string, string>;
}

/** Describes a generated type and all types below it by the declared type of the same shape. */
export function describeFromDeclarations(type: string, shape: TypeShape, walk: Walk): void {
  put(walk, type, shape.description);
  for (const field of walk.sdl.objects.get(type) ?? []) describeField(type, field, shape, walk);
}

function describeField(type: string, field: SdlField, shape: TypeShape, walk: Walk): void {
  const property = shape.properties.get(field.name);
  if (property === undefined) return;
  const inner = shapeOfType(property.type, walk.index);
  const own = property.description;
  put(walk, `${type}.${field.name}`, own ?? inner.description);
  const isEnum = walk.sdl.enums.has(field.type);
  if (!isEnum && !walk.sdl.objects.has(field.type)) return;
  const general = inner.description;
  const description = field.list || isEnum ? (general ?? own) : joinTexts([own, general]);
  describeFromDeclarations(field.type, { ...inner, description }, walk);
}

/**
 * A type that stands in one place only is described by what is said of that place, then by what is said of the type
 * wherever it stands.
 */
function joinTexts(parts: readonly (string | undefined)[]): string | undefined {
  const texts = new Set(parts.filter((part) => part !== undefined));
  return texts.size === 0 ? undefined : [...texts].join('\n\n');
}

function put({ texts }: Walk, name: string, text: string | undefined): void {
  if (text !== undefined) texts.set(name, text);
}
