import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { queryManifests } from './support/query-manifests.ts';
import { readScenario, type Scenario, scenarioFolders, writeCluster } from './support/scenario.ts';
import { settleMatchers } from './support/settle-matchers.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-scenarios-'));
afterAll(() => rmSync(directory, { recursive: true }));

const scenarios = scenarioFolders().map(readScenario);

async function ask({ cluster, query }: Pick<Scenario, 'cluster' | 'query'>): Promise<unknown> {
  const { data, errors } = await queryManifests({ manifests: [writeCluster(directory, cluster)], query });
  return errors === undefined || errors.length === 0 ? { data } : { data, errors };
}

describe('scenarios', () => {
  // A loop, because `test.for` cuts a title short.
  for (const scenario of scenarios) {
    test(`${scenario.title} (${scenario.folder})`, async () => {
      const answer = await ask(scenario);
      expect(answer).toEqual(settleMatchers(scenario.expected, answer));
    });
  }

  test('no two scenarios show the same', () => {
    const titles = scenarios.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});

describe('without a grant', () => {
  test.for([
    ['httproute-backend-other-namespace-no-grant', 'httproute-backend-other-namespace-absent-no-grant'],
    ['gateway-certificate-other-namespace-no-grant', 'gateway-certificate-other-namespace-absent-no-grant'],
  ] as const)('the whole answer is the same whether the referent exists: %s', async ([present, absent]) => {
    const { query } = readScenario(present);
    const answers = [present, absent].map((folder) => ask({ cluster: readScenario(folder).cluster, query }));
    const [there, notThere] = await Promise.all(answers);
    expect(there).toEqual(notThere);
  });

  test('a deleted grant no longer permits', async () => {
    const { cluster, query } = readScenario('httproute-grant-permits');
    const documents = cluster.split(/^---\n/m);
    const revoked = documents.filter((document) => !document.includes('kind: ReferenceGrant')).join('---\n');
    expect(revoked).not.toBe(cluster);
    expect(await ask({ cluster, query })).toMatchObject(answerWith('ResolvedRefs'));
    expect(await ask({ cluster: revoked, query })).toMatchObject(answerWith('RefNotPermitted'));
  });
});

function answerWith(reason: string): object {
  return { data: { httpRoute: { spec: { rules: [{ backendRefs: [{ resolution: { reason } }] }] } } } };
}
