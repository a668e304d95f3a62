import type { GeneratedKind } from './generated-kind.ts';

/** Names of the object types that implement an interface. */
export function typesImplementing(interfaceName: string, kinds: readonly GeneratedKind[]): readonly string[] {
  const objects = kinds.flatMap((kind) => kind.objects);
  return objects.filter(({ interfaces }) => interfaces.includes(interfaceName)).map(({ name }) => name);
}
