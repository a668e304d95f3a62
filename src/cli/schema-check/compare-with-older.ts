import type { GraphQLSchema } from 'graphql';
import { compareSchemas } from './changes/compare-schemas.ts';
import { locateChange } from './changes/locate-change.ts';
import type { ComparisonReport } from './check-report.ts';
import type { OlderSchema } from './older/older-schema.ts';

/** What changed from the older schema to this build's. */
export async function compareWithOlder(older: OlderSchema, schema: GraphQLSchema): Promise<ComparisonReport> {
  const changes = await compareSchemas(older, { schema, hasDirectives: true });
  const { file, label } = older;
  if (file === undefined) return { older: label, changes };
  const located = changes.map((change) => {
    const place = change.path === undefined ? undefined : locateChange(older.schema, change.path);
    return place === undefined ? change : { ...change, location: { file, ...place } };
  });
  return { older: label, changes: located };
}
