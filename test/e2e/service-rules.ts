import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { asList, asObject, type JsonObject } from '../../src/kube/json.ts';

const FILE = join(import.meta.dirname, '..', '..', 'deploy', 'rbac.yaml');

/** What the service's own account may do. */
export function serviceRules(): readonly JsonObject[] {
  const [role] = parseAllDocuments(readFileSync(FILE, 'utf8'));
  return asList(asObject(role?.toJS())['rules']).map(asObject);
}
