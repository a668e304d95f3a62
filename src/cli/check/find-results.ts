import type { ManifestSnapshot } from '../../cluster/manifest/manifest-snapshot.ts';
import { ManifestReader } from '../../cluster/manifest-reader.ts';
import type { Finding } from '../../gatewayapi/finding.ts';
import type { CheckResult } from './check-result.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type JudgeOptions, judgeObjects } from './judge-objects.ts';
import { type LoaderPremises, loadersOver } from './loaders-over.ts';
import { templateIn } from './origin-annotation.ts';

export interface FindOptions extends JudgeOptions, Pick<LoaderPremises, 'assume' | 'capabilities'> {
  readonly snapshot: ManifestSnapshot;
  /** Whether the files are the whole cluster. */
  readonly complete: boolean;
}

/** The findings of every object in the files, in no order. */
export async function findResults(options: FindOptions): Promise<readonly CheckResult[]> {
  const { snapshot, complete } = options;
  const reader = new ManifestReader(snapshot);
  const loaders = loadersOver(reader, { ...options, openWorld: !complete, absentClass: 'assumed' });
  const findings = await judgeObjects(loaders, options);
  return findings.flatMap((finding) => resultOf(finding, snapshot) ?? []);
}

/** Only where a document is lost does nobody know where an object is written. */
const NOWHERE = { file: 'unknown', line: 1, column: 1 };

/**
 * A finding with its place in the files; undefined where its object is in none of them. `path` is where in the
 * written object its field is, where that is not where the finding says.
 */
export function resultOf(
  finding: Finding,
  snapshot: ManifestSnapshot,
  path: string | undefined = finding.path,
): CheckResult | undefined {
  const object = snapshot.store.get(finding.object);
  if (object === undefined) return undefined;
  const source = { ...templateIn(object), ...(snapshot.locate(object, path) ?? NOWHERE) };
  const { code, severity, message, hint, related } = finding;
  return {
    code,
    severity,
    message,
    object: finding.object,
    path: finding.path,
    hint,
    related,
    source,
    line: snapshot.lineOf(object, source.line),
    fingerprint: fingerprintOf(object, finding),
  };
}
