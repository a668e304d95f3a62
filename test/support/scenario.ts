import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillCertificates } from './fill-certificates.ts';

/** One folder of test/scenarios: a cluster, a question, and the answer that the specification asks for. */
export interface Scenario {
  /** `httproute-backend-absent`: the kind that refers, and the situation. */
  readonly folder: string;
  /** The first comment of cluster.yaml: a statement that the scenario proves. */
  readonly title: string;
  /** Documents of cluster.yaml, certificates not made yet. */
  readonly cluster: string;
  readonly query: string;
  readonly expected: unknown;
}

export const SCENARIOS = join(import.meta.dirname, '..', 'scenarios');

export function scenarioFolders(): readonly string[] {
  return readdirSync(SCENARIOS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export function readScenario(folder: string): Scenario {
  const read = (file: string) => readFileSync(join(SCENARIOS, folder, file), 'utf8');
  const cluster = read('cluster.yaml');
  return {
    folder,
    title: titleOf(cluster, folder),
    cluster,
    query: read('query.graphql'),
    expected: JSON.parse(read('expected.json')) as unknown,
  };
}

function titleOf(cluster: string, folder: string): string {
  const title = /^# (\S.*)\n/.exec(cluster)?.[1];
  if (title === undefined)
    throw new Error(`${folder}/cluster.yaml has to begin with a comment that says what it shows`);
  return title;
}

/** Writes the cluster, with fresh certificates, as a file into `directory`; gives its path. */
export function writeCluster(directory: string, cluster: string): string {
  const file = join(mkdtempSync(join(directory, 'cluster-')), 'cluster.yaml');
  writeFileSync(file, fillCertificates(cluster));
  return file;
}
