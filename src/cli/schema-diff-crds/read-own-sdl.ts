import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type DefinitionNode, parse } from 'graphql';
import { packageRoot } from '../../package-root.ts';

/** The printed form of the whole; it repeats the others. */
const PRINTED = 'schema.graphql';

/** The part of the schema that is written by hand: all that is not generated from CRDs. */
export function readOwnSdl(): readonly DefinitionNode[] {
  const folder = path.join(packageRoot(), 'schema');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.graphql') && file !== PRINTED)
    .sort()
    .flatMap((file) => parse(readFileSync(path.join(folder, file), 'utf8')).definitions);
}
