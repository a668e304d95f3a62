import type {
  ComputedStatus,
  ComputedStatuses,
  Condition,
  ListenerStatus,
  ParentRef,
} from './computed-statuses.ts';
import type { Alternative, ParentName, StatusExpectation } from './conformance-case.ts';

/** What is wrong with the computed status, seen against one expectation; undefined when nothing is. */
export function checkStatus(
  expectation: StatusExpectation,
  statuses: Pick<ComputedStatuses, 'get'>,
): string | undefined {
  const status = statuses.get(expectation);
  if (status === undefined) return 'there is no such object';
  if (expectation.anyOf !== undefined) return checkAlternatives(expectation.anyOf, status);
  if (expectation.listener !== undefined) return checkListener(expectation, status);
  if (expectation.listenersCount !== undefined) {
    return equal('number of listeners', status.listeners?.length, expectation.listenersCount);
  }
  if (expectation.attachedListenerSets !== undefined) {
    return equal('attachedListenerSets', status.attachedListenerSets, expectation.attachedListenerSets);
  }
  return checkCondition(expectation, conditionsFor(expectation, status));
}

/** The candidates; one of them has to be right. */
function conditionsFor({ parent, ancestor }: StatusExpectation, status: ComputedStatus): Condition[][] {
  if (parent !== undefined) {
    const matching = (status.parents ?? []).filter(({ parentRef }) => isNamed(parentRef, parent));
    return matching.map(({ conditions }) => [...conditions]);
  }
  if (ancestor !== undefined) {
    const matching = (status.ancestors ?? []).filter(({ ancestorRef }) => isNamed(ancestorRef, ancestor));
    return matching.map(({ conditions }) => [...conditions]);
  }
  if (status.conditions !== undefined) return [[...status.conditions]];
  return (status.parents ?? status.ancestors ?? []).map(({ conditions }) => [...conditions]);
}

function checkCondition(
  { type, status, reason }: StatusExpectation,
  candidates: readonly Condition[][],
): string | undefined {
  if (candidates.length === 0) return 'has no entry for that parent';
  const found = candidates.map((conditions) => conditions.find((condition) => condition.type === type));
  const fits = found.some(
    (condition) =>
      condition !== undefined &&
      (status === undefined || status === '*' || condition.status === status) &&
      (reason === undefined || condition.reason === reason),
  );
  if (fits) return undefined;
  const actual = found.map((condition) =>
    condition === undefined ? 'nothing' : `${condition.status}/${condition.reason} (${condition.message})`,
  );
  return `${type} is ${actual.join(', ')}, not ${status}/${reason ?? 'any reason'}`;
}

function checkListener(expectation: StatusExpectation, status: ComputedStatus): string | undefined {
  const listeners = status.listeners ?? [];
  if (expectation.orNoListenersInStatus === true && listeners.length === 0) return undefined;
  const listener = listeners.find(({ name }) => name === expectation.listener);
  if (listener === undefined) return 'has no such listener';
  if (expectation.attachedRoutes !== undefined) {
    return equal('attachedRoutes', listener.attachedRoutes, expectation.attachedRoutes);
  }
  if (expectation.supportedKinds !== undefined) return checkKinds(expectation.supportedKinds, listener);
  return checkCondition(expectation, [[...listener.conditions]]);
}

function checkKinds(
  expected: NonNullable<StatusExpectation['supportedKinds']>,
  { supportedKinds }: ListenerStatus,
): string | undefined {
  const actual = supportedKinds.map(({ kind }) => kind);
  if (expected.length === 0) return equal('number of supportedKinds', actual.length, 0);
  const missing = expected.find(
    ({ group, kind }) =>
      !supportedKinds.some(
        (candidate) => candidate.kind === kind && (group === undefined || candidate.group === group),
      ),
  );
  return missing === undefined ? undefined : `supportedKinds ${actual.join(', ')} lack ${missing.kind}`;
}

function checkAlternatives(alternatives: readonly Alternative[], status: ComputedStatus): string | undefined {
  const parents = status.parents ?? [];
  const fits = alternatives.some(({ noParents, parentsCount, type, status: wanted }) => {
    if (noParents === true) return parents.length === 0;
    if (parentsCount !== undefined && parents.length !== parentsCount) return false;
    return parents.some(({ conditions }) =>
      conditions.some((condition) => condition.type === type && condition.status === wanted),
    );
  });
  return fits ? undefined : `none of ${JSON.stringify(alternatives)} holds`;
}

function isNamed(ref: ParentRef, wanted: ParentName): boolean {
  return (
    ref.name === wanted.name &&
    ref.kind === (wanted.kind ?? 'Gateway') &&
    (wanted.namespace === undefined || ref.namespace === wanted.namespace)
  );
}

function equal(what: string, actual: number | undefined, expected: number): string | undefined {
  return actual === expected ? undefined : `${what} is ${actual}, not ${expected}`;
}
