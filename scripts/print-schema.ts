import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createResolvers } from '../resolvers/index.ts';
import { packageRoot } from '../src/package-root.ts';
import { printWholeSchema } from '../src/print-schema.ts';
import { makeSchema } from '../src/schema.ts';

// schema/schema.graphql: the contract without the texts that come from elsewhere, so that a diff shows each change of it.
const { schema } = makeSchema({ createResolvers, describe: false });
writeFileSync(join(packageRoot(), 'schema', 'schema.graphql'), printWholeSchema(schema));
