import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectManifests } from '../../src/cluster/connect-manifests.ts';
import type { ConnectedCluster } from '../../src/kube/connected-cluster.ts';
import { type PreparedStep, prepareSteps } from './case-objects.ts';
import { checkRequests } from './check-requests.ts';
import { checkStatus } from './check-status.ts';
import { ComputedStatuses } from './computed-statuses.ts';
import { type ConformanceCase, readCases, type StatusExpectation } from './conformance-case.ts';
import { SuiteObjects } from './suite-objects.ts';

export interface CaseResult {
  readonly test: string;
  /** Expectations that were compared. */
  readonly checked: number;
  /** Expectations that need a running system. */
  readonly leftOut: number;
  readonly failures: readonly string[];
}

/** What one kind of expectation of a step comes to; requests are checked by another one of these. */
type StepCheck = (step: PreparedStep, cluster: ConnectedCluster) => Promise<Omit<CaseResult, 'test'>>;

const CHECKS: readonly StepCheck[] = [checkStatuses, checkRequests];

/** The cases of a folder, and what all of them share. */
export class ConformanceSuite {
  readonly cases: readonly ConformanceCase[];
  readonly #folder: string;
  readonly #objects: SuiteObjects;
  readonly #features: readonly string[];

  constructor(folder: string) {
    this.#folder = folder;
    this.cases = readCases(folder);
    this.#objects = new SuiteObjects(folder);
    this.#features = [...new Set(this.cases.flatMap(({ features }) => features))];
  }

  async run(conformanceCase: ConformanceCase): Promise<CaseResult> {
    const { test } = conformanceCase;
    if (conformanceCase.judgeable === 'no') return { test, checked: 0, leftOut: 1, failures: [] };
    const suite = { objects: this.#objects, features: this.#features };
    const results = [];
    for (const step of prepareSteps(this.#folder, conformanceCase, suite)) {
      results.push(await withCluster(step, (cluster) => runChecks(step, cluster)));
    }
    return { test, ...total(results.flat()) };
  }
}

async function runChecks(step: PreparedStep, cluster: ConnectedCluster) {
  const results = [];
  for (const check of CHECKS) results.push(await check(step, cluster));
  return results;
}

function total(results: readonly Omit<CaseResult, 'test'>[]): Omit<CaseResult, 'test'> {
  return {
    checked: results.reduce((sum, { checked }) => sum + checked, 0),
    leftOut: results.reduce((sum, { leftOut }) => sum + leftOut, 0),
    failures: results.flatMap(({ failures }) => failures),
  };
}

async function checkStatuses(step: PreparedStep, cluster: ConnectedCluster) {
  const judged = step.status.filter(({ judgeable }) => judgeable !== 'no');
  const statuses = await ComputedStatuses.read(cluster);
  const failures = judged.flatMap((expectation) => {
    const problem = checkStatus(expectation, statuses);
    return problem === undefined ? [] : [`${subject(expectation)}: ${problem}`];
  });
  return { checked: judged.length, leftOut: step.status.length - judged.length, failures };
}

function subject({ kind, namespace, name, listener, parent, ancestor }: StatusExpectation): string {
  const section = listener === undefined ? '' : ` listener ${listener}`;
  const entry = parent ?? ancestor;
  return `${kind} ${namespace ?? ''}/${name}${section}${entry === undefined ? '' : ` for ${entry.name}`}`;
}

async function withCluster<T>(
  { objects }: PreparedStep,
  judge: (cluster: ConnectedCluster) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  try {
    const file = join(folder, 'objects.yaml');
    writeFileSync(file, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
    const cluster = await connectManifests({ name: 'conformance', paths: [file], freeze: true });
    try {
      return await judge(cluster);
    } finally {
      await cluster.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
