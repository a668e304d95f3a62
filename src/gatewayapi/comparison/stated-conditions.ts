import type { ParentRef } from '../attachment/parent-ref.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';
import type { ComputedStatus } from '../status/status-rules.ts';

/** What a condition is about, within its object. */
export interface ConditionPlace {
  /** Of routes and policies. */
  readonly parentRef?: ParentRef | undefined;
  /** The name of a listener. */
  readonly listener?: string | undefined;
}

export interface StatedCondition extends ConditionPlace {
  readonly condition: ComputedCondition;
}

/** All conditions of a computed status, in the order in which it has them. */
export function statedConditions(status: ComputedStatus): readonly StatedCondition[] {
  if ('parents' in status) {
    return status.parents.flatMap(({ attachment, conditions }) =>
      stated(conditions, { parentRef: attachment.parentRef }),
    );
  }
  if ('ancestors' in status) {
    return status.ancestors.flatMap(({ gateway, conditions }) =>
      stated(conditions, { parentRef: { target: gateway, sectionName: undefined, port: undefined } }),
    );
  }
  const listeners = 'listeners' in status ? status.listeners : [];
  return [
    ...stated(status.conditions, {}),
    ...listeners.flatMap(({ name, conditions }) => stated(conditions, { listener: name })),
  ];
}

function stated(conditions: readonly ComputedCondition[], place: ConditionPlace): readonly StatedCondition[] {
  return conditions.map((condition) => ({ ...place, condition }));
}
