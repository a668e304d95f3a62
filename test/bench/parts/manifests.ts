import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAllDocuments, stringify } from 'yaml';
import { connectManifests } from '../../../src/cluster/connect-manifests.ts';
import { benchObjects } from '../support/bench-objects.ts';
import { fastest, type Measurement, rounded } from '../support/measurement.ts';

const OBJECTS = 10_000;

/** Reading manifests of 10,000 objects, next to what the YAML library needs for the same text. */
export async function measure(): Promise<readonly Measurement[]> {
  const objects = [...benchObjects(OBJECTS)].slice(-OBJECTS).map((json): unknown => JSON.parse(json));
  const yaml = objects.map((object) => stringify(object)).join('---\n');
  const folder = mkdtempSync(join(tmpdir(), 'gwql-bench-'));
  try {
    const paths = [join(folder, 'all.yaml')];
    writeFileSync(join(folder, 'all.yaml'), yaml);
    const library = await fastest(2, () =>
      parseAllDocuments(yaml).map((document) => document.toJS() as unknown),
    );
    const ours = await fastest(2, async () => (await connectManifests({ name: 'bench', paths })).close());
    return [
      { part: 'manifests', what: '10,000 objects', value: rounded(yaml.length / 1e6), unit: 'MB' },
      { part: 'manifests', what: 'parseAllDocuments and toJS', value: rounded(library), unit: 'ms' },
      { part: 'manifests', what: 'loaded', value: rounded(ours), unit: 'ms' },
      {
        part: 'manifests',
        what: 'loaded to parsed',
        value: rounded(ours / library),
        unit: 'x',
        reach: '<= 1.3',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
