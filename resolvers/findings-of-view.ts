import type { ClusterView, ViewHypothesis } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import type { TimedFinding } from '../src/gatewayapi/finding.ts';
import { clusterFindings, scopeKey } from '../src/gatewayapi/findings/cluster-findings.ts';
import { compareFindings, compareObjects } from '../src/gatewayapi/findings/compare-findings.ts';
import { judgedKinds, objectFindings } from '../src/gatewayapi/findings/object-findings.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { groupKindId, type ObjectKey } from '../src/kube/object-key.ts';
import { computeFindings } from './compute-findings.ts';
import { listedKeys } from './listed-keys.ts';
import { reachedKeys, verdictsOf } from './verdicts-of.ts';

/** All findings of a cluster, or of one namespace, at whatever time they hold. */
export function findingsOfView(
  view: ClusterView,
  namespace: string | undefined,
  context: RequestContext,
): MaybePromise<readonly TimedFinding[]> {
  const { hypothesis } = view;
  return hypothesis === undefined || namespace !== undefined
    ? computedFindings(view, namespace, context)
    : supposedFindings(view, hypothesis, context);
}

function computedFindings(
  view: ClusterView,
  namespace: string | undefined,
  context: RequestContext,
): MaybePromise<readonly TimedFinding[]> {
  return andThen(computeFindings(view, namespace, context), () =>
    andThen(view.verdict(clusterFindings, scopeKey(namespace)), (answer) =>
      answer.state === 'judged' ? answer.value : [],
    ),
  );
}

/** Those of the cluster as it is, but for objects that the changes reach. */
async function supposedFindings(
  view: ClusterView,
  hypothesis: ViewHypothesis,
  context: RequestContext,
): Promise<readonly TimedFinding[]> {
  const { base } = hypothesis;
  const known = await computedFindings(base, undefined, context);
  const keys = await reachedKeys(hypothesis, objectFindings, context.budget);
  if (keys === undefined) return await computedFindings(view, undefined, context);
  const before = new Set(await findingsAbout(base, keys, context));
  const after = await findingsAbout(view, keys, context);
  return [...known.filter((finding) => !before.has(finding)), ...after].sort(compareFindings);
}

/** The findings of some objects, in their order, as far as the caller may list them. */
export async function findingsAbout(
  view: ClusterView,
  keys: readonly ObjectKey[],
  { budget }: RequestContext,
): Promise<readonly TimedFinding[]> {
  // No other kind is gone through, least of all Secrets.
  const judged = new Set((await view.run(judgedKinds())).map(groupKindId));
  const wanted = keys.filter((key) => judged.has(groupKindId(key)));
  const listed = (await listedKeys([view], wanted)).toSorted(compareObjects);
  const answers = await verdictsOf(view, { rule: objectFindings, keys: listed }, budget);
  return answers.flatMap((answer) => (answer.state === 'judged' ? answer.value : []));
}
