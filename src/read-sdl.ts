import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DocumentNode, Kind, parse } from 'graphql';
import { packageRoot } from './package-root.ts';

/** The printed form of the whole; it repeats the others. */
const PRINTED = 'schema.graphql';

/** The SDL in `schema/`: hand-written topics and generated kinds, in the order of their names. */
export function readSdl(): DocumentNode {
  const folder = join(packageRoot(), 'schema');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.graphql') && file !== PRINTED)
    .sort();
  const definitions = files.flatMap((file) => {
    // Positions in the SDL serve nobody at run time and cost a third of the parsing.
    return parse(readFileSync(join(folder, file), 'utf8'), { noLocation: true }).definitions;
  });
  return { kind: Kind.DOCUMENT, definitions };
}

/** Descriptions by `Type`, `Type.field` and `Enum.VALUE`. */
export type Descriptions = ReadonlyMap<string, string>;

/** Texts that the build took from the packages that carry them; empty where nothing was built. */
export function readDescriptions(): Descriptions {
  const file = join(packageRoot(), 'build', 'descriptions.json');
  if (!existsSync(file)) return new Map();
  const texts: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return new Map(Object.entries(texts as Record<string, string>));
}
