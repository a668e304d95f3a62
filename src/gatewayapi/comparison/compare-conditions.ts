import { parentRefId } from '../attachment/parent-ref.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';
import type { ConditionPlace, StatedCondition } from './stated-conditions.ts';

export interface ConditionChange extends ConditionPlace {
  readonly type: string;
  /** Absent where there was none. */
  readonly before: ComputedCondition | undefined;
  /** Absent where there is none any more. */
  readonly after: ComputedCondition | undefined;
}

/** The conditions of one object whose status or reason changes; those that come or go, too. A message alone is no change. */
export function compareConditions(
  before: readonly StatedCondition[],
  after: readonly StatedCondition[],
): readonly ConditionChange[] {
  const [old, now] = [byPlace(before), byPlace(after)];
  const places = new Map([...old, ...now]);
  return [...places].flatMap(
    ([
      id,
      {
        parentRef,
        listener,
        condition: { type },
      },
    ]): readonly ConditionChange[] => {
      const [was, is] = [old.get(id)?.condition, now.get(id)?.condition];
      if (was?.status === is?.status && was?.reason === is?.reason) return [];
      return [{ parentRef, listener, type, before: was, after: is }];
    },
  );
}

function byPlace(conditions: readonly StatedCondition[]): ReadonlyMap<string, StatedCondition> {
  return new Map(
    conditions.map((stated) => {
      const { parentRef, listener, condition } = stated;
      const parent = parentRef === undefined ? '' : parentRefId(parentRef);
      return [JSON.stringify([parent, listener ?? '', condition.type]), stated];
    }),
  );
}
