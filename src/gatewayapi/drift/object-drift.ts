import { asList, asNumber, asString, getIn, isObject, type Json, type JsonObject } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';
import { conditionDrift, isUntouched } from './condition-drift.ts';
import type { StatusDrift } from './status-drift.ts';

/** What is computed of an object whose status is one list of conditions, and one for each listener where it has any. */
export interface ObjectVerdict {
  readonly controllerName: string | undefined;
  readonly conditions: readonly ComputedCondition[];
  readonly listeners?: readonly {
    readonly name: string;
    readonly conditions: readonly ComputedCondition[];
  }[];
}

const REQUIRED: { readonly [kind: string]: readonly string[] } = {
  GatewayClass: ['Accepted'],
  Gateway: ['Accepted', 'Programmed'],
  ListenerSet: ['Accepted', 'Programmed'],
};

const REQUIRED_OF_LISTENERS = ['Accepted', 'Programmed', 'ResolvedRefs'];

/** Where the status of a GatewayClass, Gateway or ListenerSet is not what was computed. */
export function objectDrift(object: RawObject, verdict: ObjectVerdict): readonly StatusDrift[] {
  const { controllerName, conditions, listeners = [] } = verdict;
  const reported = conditionsOf(getIn(object, 'status', 'conditions'));
  const accepted = conditions.find(({ type }) => type === 'Accepted');
  if (isUntouched(reported)) return accepted === undefined ? [] : neverReported(controllerName, accepted);
  const generation = asNumber(object.metadata.generation);
  const required = REQUIRED[object.kind] ?? [];
  const drifts = [
    ...conditionDrift({ subject: { controllerName }, computed: conditions, reported, generation, required }),
  ];
  const entries = asList(getIn(object, 'status', 'listeners')).filter(isObject);
  for (const { name, conditions: computed } of listeners) {
    const entry = entries.find((candidate) => candidate['name'] === name);
    drifts.push(
      ...conditionDrift({
        subject: { controllerName, listener: name },
        computed,
        reported: conditionsOf(entry?.['conditions']),
        generation,
        required: REQUIRED_OF_LISTENERS,
      }),
    );
  }
  return [...drifts, ...leftovers(entries, verdict)];
}

/** Where no controller is expected, none is missed. */
function neverReported(
  controllerName: string | undefined,
  computed: ComputedCondition,
): readonly StatusDrift[] {
  if (computed.status === 'Unknown') return [];
  return [{ kind: 'NEVER_REPORTED', controllerName, type: computed.type, computed, reported: undefined }];
}

/** Listeners that are gone and still have a status. */
function leftovers(
  entries: readonly JsonObject[],
  { controllerName, listeners = [], conditions }: ObjectVerdict,
): readonly StatusDrift[] {
  if (conditions.some(({ status }) => status === 'Unknown')) return [];
  return entries.flatMap((entry): readonly StatusDrift[] => {
    const listener = asString(entry['name']);
    if (listener === undefined || listeners.some(({ name }) => name === listener)) return [];
    const reported = conditionsOf(entry['conditions']).find(({ type }) => type === 'Accepted');
    if (reported === undefined) return [];
    return [{ kind: 'DISAGREES', controllerName, listener, type: 'Accepted', computed: undefined, reported }];
  });
}

function conditionsOf(value: Json | undefined): readonly JsonObject[] {
  return asList(value).filter(isObject);
}
