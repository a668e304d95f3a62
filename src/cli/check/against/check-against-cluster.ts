import { suppose } from '../../../cluster/hypothetical/suppose.ts';
import { CodedError } from '../../../errors.ts';
import type { CapabilityFile } from '../../../gatewayapi/capabilities/capability-file.ts';
import { compareFindingLists } from '../../../gatewayapi/comparison/compare-finding-lists.ts';
import type { Finding } from '../../../gatewayapi/finding.ts';
import type { ClusterReader } from '../../../kube/cluster-reader.ts';
import { keyOf, type RawObject } from '../../../kube/raw-object.ts';
import { appliedMessage } from '../../answer-data.ts';
import { type CliIo, tell } from '../../cli-io.ts';
import { UsageError } from '../../usage-error.ts';
import type { CheckConfig } from '../check-config.ts';
import type { CheckReport } from '../check-report.ts';
import type { CheckResult } from '../check-result.ts';
import { resultOf } from '../find-results.ts';
import { fingerprintOf } from '../fingerprint.ts';
import { judgeObjects } from '../judge-objects.ts';
import { loadersOver } from '../loaders-over.ts';
import { objectsOf } from '../objects-of.ts';
import { problemResults } from '../problem-results.ts';
import type { Progress } from '../progress.ts';
import type { SchemaChecker } from '../schema-checker.ts';
import { openCluster } from './open-cluster.ts';
import { type Change, readChange } from './read-change.ts';
import { writtenPath } from './written-path.ts';

export interface AgainstOptions {
  readonly config: CheckConfig;
  readonly io: CliIo;
  readonly version: string;
  readonly capabilities: CapabilityFile | undefined;
  readonly schemas: SchemaChecker | undefined;
  readonly progress: Progress;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type AgainstOutcome = Pick<CheckReport, 'results' | 'files' | 'objects' | 'against'>;

/** What applying the files to a live cluster would introduce, and what it would fix. Applies nothing. */
export async function checkAgainstCluster(options: AgainstOptions): Promise<AgainstOutcome> {
  const { config, io } = options;
  const change = await readChange(config.paths, io.stdin);
  const files = change.texts.map(({ file }) => file);
  const problems = problemResults(change.snapshot.problems);
  const base = { files, objects: change.objects };
  // A part of a change is another change.
  if (problems.some(({ code }) => code === 'MANIFEST_NOT_READ')) return { ...base, results: problems };
  const cluster = await openCluster(options);
  try {
    const reader = cluster.openReader({ credentials: {} });
    const { introduced, fixed } = await compareReaders(reader, change, { ...options, cluster: cluster.name });
    tellHidden(reader, io);
    return { ...base, results: [...problems, ...introduced], against: { cluster: cluster.name, fixed } };
  } finally {
    await cluster.close();
  }
}

interface Compared {
  readonly introduced: readonly CheckResult[];
  readonly fixed: readonly Finding[];
}

async function compareReaders(
  reader: ClusterReader,
  change: Change,
  options: AgainstOptions & { readonly cluster: string },
): Promise<Compared> {
  const supposed = await supposedReader(reader, change, options.now);
  const premises = { ...options.config, ...options, openWorld: false, absentClass: 'missing' } as const;
  const before = await judgeObjects(loadersOver(reader, premises), options);
  const after = await judgeObjects(loadersOver(supposed, premises), options);
  const { introduced, resolved } = compareFindingLists(before, after);
  const results: CheckResult[] = [];
  const refused = await refusedObjects(supposed, change, options.schemas);
  for (const finding of [...introduced, ...refused]) {
    const [answer] = await supposed.getMany([finding.object]);
    if (answer?.state === 'found') results.push(placed(finding, answer.object, { change, ...options }));
  }
  return { introduced: results, fixed: resolved };
}

/** What an API server would refuse of the objects in the files, as they are when they are applied. */
async function refusedObjects(
  supposed: ClusterReader,
  { snapshot }: Change,
  schemas: SchemaChecker | undefined,
): Promise<readonly Finding[]> {
  if (schemas === undefined) return [];
  const answers = await supposed.getMany([...objectsOf(snapshot)].map(keyOf));
  return answers.flatMap((answer) => (answer.state === 'found' ? schemas.validate(answer.object) : []));
}

/** Throws UsageError where the change cannot be applied, with file and line. */
async function supposedReader(reader: ClusterReader, { texts }: Change, now: number): Promise<ClusterReader> {
  const hypothesis = { apply: texts.map(({ text }) => text), delete: [] };
  const created = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  const supposition = await suppose(reader, hypothesis, { served: true, now: created }).catch(
    (error: unknown) => {
      if (!(error instanceof CodedError)) throw error;
      const { message, details } = error;
      throw new UsageError(appliedMessage({ message, extensions: details }, texts));
    },
  );
  if (supposition.state === 'supposed') return supposition.reader;
  const { answer, what } = supposition;
  throw new UsageError(
    answer.state === 'forbidden'
      ? `you may not read ${what}: what the change makes of it is not known`
      : answer.message,
  );
}

interface Placing {
  readonly change: Change;
  readonly cluster: string;
}

/** In the files where the object is there; what becomes wrong elsewhere is told of the cluster. */
function placed(finding: Finding, object: RawObject, { change, cluster }: Placing): CheckResult {
  const { snapshot } = change;
  const written = snapshot.store.get(finding.object);
  const path = written && finding.path && writtenPath(object, written, finding.path);
  const fingerprint = fingerprintOf(object, finding);
  const inFiles = resultOf(finding, snapshot, path);
  if (inFiles !== undefined) return { ...inFiles, fingerprint };
  return {
    ...finding,
    source: { file: `cluster ${cluster}`, line: 1, column: 1 },
    elsewhere: true,
    fingerprint,
  };
}

function tellHidden(reader: ClusterReader, io: CliIo): void {
  const kinds = [...new Set(reader.report().hidden.map(({ kind }) => kind))];
  if (kinds.length > 0)
    tell(io, `not compared, because you may not list them everywhere: ${kinds.join(', ')}`);
}
