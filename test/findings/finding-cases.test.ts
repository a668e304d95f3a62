import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readCrdFiles } from '../../src/cli/schema-generate/read-crd-files.ts';
import { connectManifests } from '../../src/cluster/connect-manifests.ts';
import { parseManifest } from '../../src/cluster/manifest/parse-manifest.ts';
import { patternProblem } from '../../src/execution/compile-pattern.ts';
import { NO_CAPABILITY_FILE } from '../../src/gatewayapi/capabilities/capability-file.ts';
import { FINDING_CODES, FINDING_SEVERITY, type Finding, findingsAt } from '../../src/gatewayapi/finding.ts';
import { clusterFindings, scopeKey } from '../../src/gatewayapi/findings/cluster-findings.ts';
import { ClusterLoaders } from '../../src/loaders/cluster-loaders.ts';
import { IndexCache } from '../../src/loaders/index-cache.ts';
import { hideKinds } from '../support/hide-kinds.ts';
import { writeCluster } from '../support/scenario.ts';
import { validateObjects } from '../support/validate-objects.ts';
import { type FindingCase, findingCases } from './finding-case.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-findings-'));
afterAll(() => rmSync(directory, { recursive: true }));

async function findings(each: FindingCase): Promise<readonly Finding[]> {
  return [...(await findingsOfRules(each)), ...(await findingsOfSchemas(each))];
}

async function findingsOfSchemas({ cluster, crds }: FindingCase): Promise<readonly Finding[]> {
  if (crds.length === 0) return [];
  const { objects } = await parseManifest('cluster.yaml', cluster);
  const read = await Promise.all(crds.map(readCrdFiles));
  return validateObjects(
    objects.map(({ object }) => object),
    read.flat(),
  );
}

async function findingsOfRules({ cluster, hidden, isLive }: FindingCase): Promise<readonly Finding[]> {
  const paths = [writeCluster(directory, cluster)];
  const connected = await connectManifests({ name: 'test', paths, freeze: true });
  try {
    const reader = hideKinds(connected.openReader({ credentials: {} }), hidden);
    const absentClass = isLive ? 'missing' : 'assumed';
    const premises = { absentClass, capabilities: NO_CAPABILITY_FILE, patternProblem } as const;
    const loaders = new ClusterLoaders(reader, new IndexCache(), { premises });
    const answer = await loaders.verdict(clusterFindings, scopeKey(undefined));
    return answer?.state === 'judged' ? findingsAt(answer.value, Date.now()) : [];
  } finally {
    await connected.close();
  }
}

/** As in the files. */
function lineOf({ code, object, path = '' }: Finding): string {
  const name = object.namespace === undefined ? object.name : `${object.namespace}/${object.name}`;
  return `${code} ${object.kind} ${name} ${path}`;
}

const cases = findingCases();

describe('findings', () => {
  for (const each of cases) {
    test(`${each.title} (${each.code}, ${each.fires ? 'fires' : 'quiet'})`, async () => {
      const found = await findings(each);
      expect(found.map(lineOf).toSorted()).toEqual(each.finds);
      expect(found.some(({ code }) => code === each.code)).toBe(each.fires);
      expect(found.map(({ severity }) => severity)).toEqual(found.map(({ code }) => FINDING_SEVERITY[code]));
    });
  }

  test('every code has a cluster where it is found and one where it is not', () => {
    const shown = cases.filter(({ fires }) => fires).map(({ code }) => code);
    expect(shown.sort()).toEqual([...FINDING_CODES].sort());
  });

  test('no two files show the same', () => {
    const titles = cases.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});
