import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createResolvers } from '../resolvers/index.ts';
import { packageRoot } from '../src/package-root.ts';
import { printWholeSchema } from '../src/print-schema.ts';
import { makeSchema } from '../src/schema.ts';

// Writes schema/schema.graphql: the contract without the texts that come from elsewhere, so that a diff shows each
// change of it. With --check it writes nothing, and fails where the file is not current.
const file = join(packageRoot(), 'schema', 'schema.graphql');
const text = printWholeSchema(makeSchema({ createResolvers, describe: false }).schema);
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error('schema/schema.graphql is not current: run npm run generate and commit what it writes.');
  process.exitCode = 1;
}
