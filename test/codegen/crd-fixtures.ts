import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { readCrdFiles } from '../../src/cli/schema-generate/read-crd-files.ts';
import type { JsonObject } from '../../src/kube/json.ts';

const FIXTURES = process.env['GWQL_FIXTURES'] ?? path.join(import.meta.dirname, '..', '..', '..', 'shared');

export const crdFolder = path.join(FIXTURES, 'crds');
export const experimentalCrds = path.join(crdFolder, 'v1.6.1-experimental');

/** Say this in the title of what needs the CRDs, and skip it with `describe.skipIf(!hasCrds)`. */
export const hasCrds = existsSync(experimentalCrds);

/** Names of the releases and channels: `v1.6.1-experimental`. */
export function releases(): readonly string[] {
  return hasCrds ? readdirSync(crdFolder).sort() : [];
}

export function readRelease(release: string): Promise<readonly JsonObject[]> {
  return readCrdFiles(path.join(crdFolder, release));
}
