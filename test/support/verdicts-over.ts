import { compareBytes } from '../../src/gatewayapi/compare-bytes.ts';
import type { VerdictRule } from '../../src/gatewayapi/fact.ts';
import { LIVE_PREMISES } from '../../src/gatewayapi/premises.ts';
import { STATUS_RULES } from '../../src/gatewayapi/status/status-rules.ts';
import { type GroupKind, type ObjectKey, sameGroupKind } from '../../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';
import { VerdictStore } from '../../src/loaders/verdict-store.ts';
import { FactsInMemory } from './answer-facts.ts';

type Overrides = ConstructorParameters<typeof FactsInMemory>[1];

/** Facts over objects as a reader gives them: in the order of (namespace, name). */
export function factsOver(objects: readonly RawObject[], overrides: Overrides = {}): FactsInMemory {
  const sorted = objects.toSorted(
    (a, b) =>
      compareBytes(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
      compareBytes(a.metadata.name, b.metadata.name),
  );
  return new FactsInMemory(sorted, { premises: { ...LIVE_PREMISES, absentClass: 'assumed' }, ...overrides });
}

export function verdictsOver(objects: readonly RawObject[], overrides: Overrides = {}): VerdictStore {
  return new VerdictStore(factsOver(objects, overrides));
}

/** The rule for the status of a kind. */
export function statusRuleOf(kind: GroupKind): VerdictRule<unknown> | undefined {
  return STATUS_RULES.find(([candidate]) => sameGroupKind(candidate, kind))?.[1];
}

/** The status of every object that has one, by its key as text. */
export function allStatuses(
  store: VerdictStore,
  objects: readonly RawObject[],
): ReadonlyMap<string, unknown> {
  const statuses = new Map<string, unknown>();
  for (const object of objects) {
    const key = keyOf(object);
    const rule = statusRuleOf(key);
    if (rule !== undefined) statuses.set(JSON.stringify(key), store.get(rule, key));
  }
  return statuses;
}

/** The outcome of a rule for an object that is there. */
export function judged<T>(store: VerdictStore, rule: VerdictRule<T>, key: ObjectKey): T {
  const outcome = store.get(rule, key);
  if (outcome?.state !== 'judged') throw new Error(`${key.kind} ${key.name} is ${outcome?.state}`);
  return outcome.value;
}
