import { type Finding, findingsAt } from '../../gatewayapi/finding.ts';
import { listServed } from '../../gatewayapi/findings/list-served.ts';
import { JUDGED_KINDS, objectFindings } from '../../gatewayapi/findings/object-findings.ts';
import type { ListResult } from '../../kube/lookup.ts';
import { formatKind, type GroupKind } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import type { ClusterLoaders } from '../../loaders/cluster-loaders.ts';
import { runRule } from '../../loaders/run-rule.ts';
import { UsageError } from '../usage-error.ts';
import type { Progress } from './progress.ts';

export interface JudgeOptions {
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly progress: Progress;
}

/**
 * The findings of every object, in no order. Kinds that may not be listed are left out, for whoever asks to say so.
 * Rejects with UsageError where a cluster does not answer, or lets nothing be listed: silence would be a pass.
 */
export async function judgeObjects(
  loaders: ClusterLoaders,
  { now, progress }: JudgeOptions,
): Promise<readonly Finding[]> {
  const objects = await judgedObjects(loaders);
  // All at once, so that reads over a network are batched.
  const verdicts = objects.map((object, position) => {
    progress.show(() => `checking ${position} of ${objects.length} objects`);
    return loaders.verdict(objectFindings, keyOf(object));
  });
  const answers = await Promise.all(verdicts);
  return answers.flatMap((answer) => (answer.state === 'judged' ? findingsAt(answer.value, now) : []));
}

async function judgedObjects(loaders: ClusterLoaders): Promise<readonly RawObject[]> {
  const answers = await Promise.all(
    JUDGED_KINDS.map(async (kind) => {
      const answer = await runRule(listServed(kind, undefined), loaders);
      refuseIfDown(answer, kind);
      return answer;
    }),
  );
  if (!answers.some(({ state }) => state === 'listed')) {
    throw new UsageError('you may list none of the kinds that findings are about');
  }
  return answers.flatMap((answer) => (answer.state === 'listed' ? answer.objects : []));
}

function refuseIfDown(answer: ListResult, kind: GroupKind): void {
  if (answer.state !== 'unavailable' || answer.cause === 'outside' || answer.cause === 'assumed') return;
  throw new UsageError(`${formatKind(kind)} objects could not be listed: ${answer.message}`);
}
