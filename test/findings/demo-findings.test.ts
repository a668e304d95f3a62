import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { queryManifests } from '../support/query-manifests.ts';

const demo = join(import.meta.dirname, '..', '..', 'examples', 'demo');

interface Told {
  readonly code: string;
  readonly severity: string;
  readonly source: { readonly file: string; readonly line: number };
}

async function demoFindings(): Promise<readonly Told[]> {
  const query = '{ findings { nodes { code severity source { file line } } } }';
  const { data, errors } = await queryManifests({ manifests: [demo], query });
  expect(errors).toBeUndefined();
  return (data as unknown as { findings: { nodes: readonly Told[] } }).findings.nodes;
}

/** The lines behind the comments that begin with "broken", as `file:line`. */
function brokenLines(): readonly string[] {
  return readdirSync(demo)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) =>
      readFileSync(join(demo, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.trim().startsWith('# broken, ') ? [`${file}:${index + 2}`] : [])),
    );
}

function placeOf({ source: { file, line } }: Told): string {
  return `${file.slice(file.lastIndexOf('/') + 1)}:${line}`;
}

/** A class that is in no file is assumed; that it is missing is said, and no more. */
const ALSO_BROKEN: ReadonlySet<string> = new Set(['GATEWAY_CLASS_ASSUMED']);

test('what the demo says is broken is found there, and nothing else is an error', async () => {
  const findings = await demoFindings();
  const broken = findings.filter(({ code, severity }) => severity === 'ERROR' || ALSO_BROKEN.has(code));
  expect(broken.map(placeOf).sort()).toEqual([...brokenLines()].sort());
});

test('beyond that the demo has a canary that does not start, and two grants that miss', async () => {
  const findings = await demoFindings();
  const warnings = findings.filter(({ severity }) => severity === 'WARNING').map(({ code }) => code);
  expect(warnings.sort()).toEqual(['GRANT_NEAR_MISS', 'GRANT_NEAR_MISS', 'NO_READY_ENDPOINTS']);
});
