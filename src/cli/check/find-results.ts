import type { ManifestSnapshot } from '../../cluster/manifest/manifest-snapshot.ts';
import { ManifestReader } from '../../cluster/manifest-reader.ts';
import { PartialReader } from '../../cluster/partial-reader.ts';
import { patternProblem } from '../../execution/compile-pattern.ts';
import { Assumptions } from '../../gatewayapi/assumptions.ts';
import { type CapabilityFile, NO_CAPABILITY_FILE } from '../../gatewayapi/capabilities/capability-file.ts';
import { type Finding, findingsAt } from '../../gatewayapi/finding.ts';
import { listServed } from '../../gatewayapi/findings/list-served.ts';
import { JUDGED_KINDS, objectFindings } from '../../gatewayapi/findings/object-findings.ts';
import type { Premises } from '../../gatewayapi/premises.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { ClusterLoaders } from '../../loaders/cluster-loaders.ts';
import { IndexCache } from '../../loaders/index-cache.ts';
import { runRule } from '../../loaders/run-rule.ts';
import type { CheckResult } from './check-result.ts';
import { fingerprintOf } from './fingerprint.ts';
import { templateIn } from './origin-annotation.ts';
import type { Progress } from './progress.ts';

export interface FindOptions {
  readonly snapshot: ManifestSnapshot;
  /** Whether the files are the whole cluster. */
  readonly complete: boolean;
  readonly assume: readonly ObjectKey[];
  readonly capabilities: CapabilityFile | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly progress: Progress;
}

/** The findings of every object in the files, in no order. */
export async function findResults(options: FindOptions): Promise<readonly CheckResult[]> {
  const { snapshot, now, progress } = options;
  const loaders = loadersOver(options);
  const objects = await judgedObjects(loaders);
  const results: CheckResult[] = [];
  for (const [position, object] of objects.entries()) {
    progress.show(() => `checking ${position} of ${objects.length} objects`);
    const answer = await loaders.verdict(objectFindings, keyOf(object));
    if (answer.state !== 'judged') continue;
    for (const finding of findingsAt(answer.value, now)) results.push(resultOf(finding, object, snapshot));
  }
  return results;
}

function loadersOver({ snapshot, complete, assume, capabilities }: FindOptions): ClusterLoaders {
  const view = { openWorld: !complete, assumptions: new Assumptions(assume) };
  const premises: Premises = {
    ...view,
    absentClass: 'assumed',
    capabilities: capabilities ?? NO_CAPABILITY_FILE,
    patternProblem,
  };
  return new ClusterLoaders(new PartialReader(new ManifestReader(snapshot), view), new IndexCache(), {
    premises,
  });
}

async function judgedObjects(loaders: ClusterLoaders): Promise<readonly RawObject[]> {
  const objects: RawObject[] = [];
  for (const kind of JUDGED_KINDS) {
    const answer = await runRule(listServed(kind, undefined), loaders);
    if (answer.state === 'listed') objects.push(...answer.objects);
  }
  return objects;
}

/** Only where a document is lost does nobody know where an object is written. */
const NOWHERE = { file: 'unknown', line: 1, column: 1 };

function resultOf(finding: Finding, object: RawObject, snapshot: ManifestSnapshot): CheckResult {
  const source = { ...templateIn(object), ...(snapshot.locate(object, finding.path) ?? NOWHERE) };
  const { code, severity, message, path, hint, related } = finding;
  return {
    code,
    severity,
    message,
    object: finding.object,
    path,
    hint,
    related,
    source,
    line: snapshot.lineOf(object, source.line),
    fingerprint: fingerprintOf(object, finding),
  };
}
