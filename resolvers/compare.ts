import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { badUserInput } from '../src/errors.ts';
import { compareConditions } from '../src/gatewayapi/comparison/compare-conditions.ts';
import {
  compareFindingLists,
  type FindingChanges,
} from '../src/gatewayapi/comparison/compare-finding-lists.ts';
import { sameEffects } from '../src/gatewayapi/comparison/same-effects.ts';
import { statedConditions } from '../src/gatewayapi/comparison/stated-conditions.ts';
import type { ComputedCondition } from '../src/gatewayapi/conditions/computed-condition.ts';
import type { Judged } from '../src/gatewayapi/fact.ts';
import { findingsAt } from '../src/gatewayapi/finding.ts';
import { compareObjects } from '../src/gatewayapi/findings/compare-findings.ts';
import { objectFindings } from '../src/gatewayapi/findings/object-findings.ts';
import { type ComputedStatus, STATUS_RULES } from '../src/gatewayapi/status/status-rules.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { type GroupKind, type ObjectKey, sameGroupKind } from '../src/kube/object-key.ts';
import { computeFindings } from './compute-findings.ts';
import { computeStatuses, keysOfStatuses, kindsOf } from './compute-statuses.ts';
import { type ConditionValue, computedCondition } from './condition-value.ts';
import { findingsAbout, findingsOfView } from './findings-of-view.ts';
import type { ConditionChangeResolvers, ViewComparisonResolvers } from './generated/types.ts';
import { listedKeys } from './listed-keys.ts';
import type { ViewedFinding } from './reference-resolution.ts';
import { simulateRequestField } from './simulation.ts';
import type { SimulationInput } from './simulation-input.ts';
import { reachedKeys, verdictsOf } from './verdicts-of.ts';
import type { ViewedComparison, ViewedConditionChange, ViewedProbeChange } from './viewed-comparison.ts';

const MOST_PROBES = 100;

/** `compare` of a view that `whatIf` gave. */
export function compareField(
  view: ClusterView,
  args: { readonly probes?: readonly SimulationInput[] | null | undefined },
): ViewedComparison {
  if (view.hypothesis === undefined) {
    throw badUserInput(
      'compare: nothing was supposed here; ask for it inside whatIf(apply: ..., delete: ...)',
    );
  }
  const probes = args.probes ?? [];
  if (probes.length > MOST_PROBES) throw badUserInput(`probes: there may be ${MOST_PROBES} at most`);
  return { view, hypothesis: view.hypothesis, probes };
}

export const viewComparison: ViewComparisonResolvers = {
  introduced: async (comparison, _, context) => (await findingChanges(comparison, context)).introduced,
  resolved: async (comparison, _, context) => (await findingChanges(comparison, context)).resolved,
  conditions: conditionChanges,
  requests: probeChanges,
};

export const conditionChange: ConditionChangeResolvers = {
  parentRef: ({ parentRef }) => parentRef ?? null,
  listener: ({ listener }) => listener ?? null,
  before: ({ before, base, object }) => conditionIn(base, object, before),
  after: ({ after, view, object }) => conditionIn(view, object, after),
};

async function findingChanges(
  { view, hypothesis }: ViewedComparison,
  context: RequestContext,
): Promise<FindingChanges<ViewedFinding>> {
  const { base } = hypothesis;
  await computeFindings(base, undefined, context);
  const keys = await reachedKeys(hypothesis, objectFindings, context.budget);
  const lists = [base, view].map(async (each): Promise<readonly ViewedFinding[]> => {
    const all = await (keys === undefined
      ? findingsOfView(each, undefined, context)
      : findingsAbout(each, keys, context));
    return findingsAt(all, context.now()).map((finding) => ({ ...finding, view: each }));
  });
  const [before = [], after = []] = await Promise.all(lists);
  return compareFindingLists(before, after);
}

async function conditionChanges(
  { view, hypothesis }: ViewedComparison,
  _: unknown,
  { budget }: RequestContext,
): Promise<readonly ViewedConditionChange[]> {
  const { base } = hypothesis;
  await computeStatuses(base, budget);
  const changes: ViewedConditionChange[] = [];
  for (const rule of new Set(STATUS_RULES.map(([, each]) => each))) {
    const reached = await reachedKeys(hypothesis, rule, budget);
    const views = [base, view];
    const keys =
      reached === undefined
        ? await keysOfStatuses(views, rule)
        : await listedKeys(views, reached.filter(isOf(kindsOf(rule))));
    const before = await verdictsOf(base, { rule, keys }, budget);
    const after = await verdictsOf(view, { rule, keys }, budget);
    for (const [index, object] of keys.entries()) {
      const changed = compareConditions(conditionsOf(before[index]), conditionsOf(after[index]));
      changes.push(...changed.map((change) => ({ ...change, object, base, view })));
    }
  }
  return changes.sort((a, b) => compareObjects(a.object, b.object));
}

function isOf(kinds: readonly GroupKind[]): (key: ObjectKey) => boolean {
  return (key) => kinds.some((kind) => sameGroupKind(kind, key));
}

function conditionsOf(answer: Judged<ComputedStatus> | undefined) {
  return answer?.state === 'judged' ? statedConditions(answer.value) : [];
}

function conditionIn(
  view: ClusterView,
  key: ObjectKey,
  condition: ComputedCondition | undefined,
): MaybePromise<ConditionValue | null> {
  if (condition === undefined) return null;
  return andThen(view.object(key), (answer) =>
    answer.state === 'found' ? computedCondition(condition, answer.object) : null,
  );
}

async function probeChanges(
  { view, hypothesis, probes }: ViewedComparison,
  _: unknown,
  context: RequestContext,
): Promise<readonly ViewedProbeChange[]> {
  const changes: ViewedProbeChange[] = [];
  for (const [index, input] of probes.entries()) {
    const before = await simulateRequestField(hypothesis.base, { input }, context);
    const after = await simulateRequestField(view, { input }, context);
    if (!sameEffects(before.simulation, after.simulation)) changes.push({ index, before, after });
  }
  return changes;
}
