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
import { listServed } from '../src/gatewayapi/findings/list-served.ts';
import { type ComputedStatus, STATUS_RULES } from '../src/gatewayapi/status/status-rules.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { type GroupKind, type ObjectKey, objectKeyId } from '../src/kube/object-key.ts';
import { keyOf } from '../src/kube/raw-object.ts';
import { type ConditionValue, computedCondition } from './condition-value.ts';
import { findingsOfView } from './findings.ts';
import type { ConditionChangeResolvers, ViewComparisonResolvers } from './generated/types.ts';
import type { ViewedFinding } from './reference-resolution.ts';
import { simulateRequestField } from './simulation.ts';
import type { SimulationInput } from './simulation-input.ts';
import { verdictsOf } from './verdicts-of.ts';
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
  return { view, base: view.hypothesis.base, probes };
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
  { base, view }: ViewedComparison,
  context: RequestContext,
): Promise<FindingChanges<ViewedFinding>> {
  const now = context.now();
  const before = findingsAt(await findingsOfView(base, undefined, context), now);
  const after = findingsAt(await findingsOfView(view, undefined, context), now);
  const { introduced, resolved } = compareFindingLists(before, after);
  return {
    introduced: introduced.map((finding) => ({ ...finding, view })),
    resolved: resolved.map((finding) => ({ ...finding, view: base })),
  };
}

async function conditionChanges(
  { base, view }: ViewedComparison,
  _: unknown,
  context: RequestContext,
): Promise<readonly ViewedConditionChange[]> {
  const changes: ViewedConditionChange[] = [];
  for (const [kind, rule] of STATUS_RULES) {
    const keys = await keysIn([base, view], kind);
    const before = await verdictsOf(base, { rule, keys }, context.budget);
    const after = await verdictsOf(view, { rule, keys }, context.budget);
    for (const [index, object] of keys.entries()) {
      const changed = compareConditions(conditionsOf(before[index]), conditionsOf(after[index]));
      changes.push(...changed.map((change) => ({ ...change, object, base, view })));
    }
  }
  return changes.sort((a, b) => compareObjects(a.object, b.object));
}

function conditionsOf(answer: Judged<ComputedStatus> | undefined) {
  return answer?.state === 'judged' ? statedConditions(answer.value) : [];
}

/** What may not be listed is left out, and told in `extensions`. */
async function keysIn(views: readonly ClusterView[], kind: GroupKind): Promise<readonly ObjectKey[]> {
  const keys = new Map<string, ObjectKey>();
  for (const view of views) {
    const answer = await view.run(listServed(kind, undefined));
    for (const object of answer.state === 'listed' ? answer.objects : []) {
      keys.set(objectKeyId(keyOf(object)), keyOf(object));
    }
  }
  return [...keys.values()];
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
  { base, view, probes }: ViewedComparison,
  _: unknown,
  context: RequestContext,
): Promise<readonly ViewedProbeChange[]> {
  const changes: ViewedProbeChange[] = [];
  for (const [index, input] of probes.entries()) {
    const before = await simulateRequestField(base, { input }, context);
    const after = await simulateRequestField(view, { input }, context);
    if (!sameEffects(before.simulation, after.simulation)) changes.push({ index, before, after });
  }
  return changes;
}
