import { asList, asObject, type JsonObject } from '../kube/json.ts';
import { groupKindId } from '../kube/object-key.ts';
import { type KindSchema, mainVersion } from './kind-schema.ts';

/** Says of a property path, or of an enum value at it, whether it is missing from the standard channel. */
export type IsExperimental = (properties: readonly string[], enumValue?: string) => boolean;

export const nothingExperimental: IsExperimental = () => false;

/**
 * What of a kind is not in the standard channel. Without that channel's CRDs nothing is known, and nothing is
 * marked.
 */
export function experimentalPaths(
  kind: KindSchema,
  standard: readonly KindSchema[] | undefined,
): IsExperimental {
  if (standard === undefined) return nothingExperimental;
  const twin = standard.find((candidate) => groupKindId(candidate) === groupKindId(kind));
  const main = twin && mainVersion(twin);
  if (main === undefined) return () => true;
  const known = new Set<string>();
  collect(main.schema, '', known);
  return (properties, enumValue) => !known.has(pathId(properties.join('.'), enumValue));
}

function pathId(path: string, enumValue: string | undefined): string {
  return enumValue === undefined ? path : `${path}=${enumValue}`;
}

function collect(schema: JsonObject, path: string, known: Set<string>): void {
  known.add(path);
  for (const value of asList(schema['enum'])) known.add(pathId(path, String(value)));
  if (schema['items'] !== undefined) collect(asObject(schema['items']), path, known);
  for (const [property, child] of Object.entries(asObject(schema['properties']))) {
    collect(asObject(child), path === '' ? property : `${path}.${property}`, known);
  }
}
