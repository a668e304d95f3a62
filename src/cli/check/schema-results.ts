import type { ManifestSnapshot } from '../../cluster/manifest/manifest-snapshot.ts';
import { keyOf } from '../../kube/raw-object.ts';
import type { CheckResult } from './check-result.ts';
import { resultOf } from './find-results.ts';
import { objectsOf } from './objects-of.ts';
import type { SchemaChecker } from './schema-checker.ts';

/** What an API server with the CRDs of `--crds` would refuse of the objects in the files, as they are written. */
export function schemaResults(schemas: SchemaChecker, snapshot: ManifestSnapshot): readonly CheckResult[] {
  const results: CheckResult[] = [];
  for (const object of objectsOf(snapshot)) {
    for (const finding of schemas.validate(snapshot.written(object), keyOf(object))) {
      const result = resultOf(finding, snapshot);
      if (result !== undefined) results.push(result);
    }
  }
  return results;
}
