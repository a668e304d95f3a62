import { asList, asString, getIn, type Json } from '../../kube/json.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { groupOf, keyOf, type RawObject } from '../../kube/raw-object.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';
import { type Rule, type VerdictRule, verdict } from '../fact.ts';
import {
  BACKEND_TLS_POLICY,
  GATEWAY,
  GATEWAY_CLASS,
  LISTENER_SET,
  ROUTE_KINDS,
  X_BACKEND_TRAFFIC_POLICY,
} from '../groups.ts';
import { gatewayClassStatus } from '../status/gateway-class-status.ts';
import { gatewayStatus } from '../status/gateway-status.ts';
import { listenerSetStatus } from '../status/listener-set-status.ts';
import { policyStatus } from '../status/policy-status.ts';
import { routeStatus } from '../status/route-status.ts';
import type { Facet } from './facet.ts';

type Conditions = readonly ComputedCondition[];
type ConditionsOf = (object: RawObject) => Rule<Conditions>;

function ofStatus<T>(rule: VerdictRule<T>, conditionsOf: (status: T) => Conditions): ConditionsOf {
  return function* (object) {
    const answer = yield* verdict(rule, keyOf(object));
    return answer.state === 'judged' ? conditionsOf(answer.value) : [];
  };
}

const ofRoute = ofStatus(routeStatus, ({ parents }) => parents.flatMap(({ conditions }) => conditions));
const ofPolicy = ofStatus(policyStatus, ({ ancestors }) => ancestors.flatMap(({ conditions }) => conditions));

const COMPUTED: ReadonlyMap<string, ConditionsOf> = new Map(
  (
    [
      ...ROUTE_KINDS.map((kind) => [kind, ofRoute] as const),
      [GATEWAY, ofStatus(gatewayStatus, ({ conditions }) => conditions)],
      [GATEWAY_CLASS, ofStatus(gatewayClassStatus, ({ conditions }) => conditions)],
      [LISTENER_SET, ofStatus(listenerSetStatus, ({ conditions }) => conditions)],
      [BACKEND_TLS_POLICY, ofPolicy],
      [X_BACKEND_TRAFFIC_POLICY, ofPolicy],
    ] satisfies (readonly [GroupKind, ConditionsOf])[]
  ).map(([kind, conditionsOf]) => [groupKindId(kind), conditionsOf]),
);

/** Of kinds whose status is computed: type, status and reason of each computed condition; else the reported ones. */
export const computedConditionFacet: Facet = {
  of: 'cluster',
  *keysOf(object) {
    const kind = groupKindId({ group: groupOf(object.apiVersion), kind: object.kind });
    const conditionsOf = COMPUTED.get(kind);
    if (conditionsOf === undefined) return reportedKeys(object);
    const conditions = yield* conditionsOf(object);
    return conditions.map(({ type, status, reason }) => conditionKey([type, status, reason]));
  },
};

/** Type, status and reason of each condition that a controller has written. */
export const reportedConditionFacet: Facet = { of: 'object', keysOf: reportedKeys };

function reportedKeys({ status }: RawObject): readonly string[] {
  const entries = [...asList(getIn(status, 'parents')), ...asList(getIn(status, 'ancestors'))];
  return [status, ...entries]
    .flatMap((holder: Json | undefined) => asList(getIn(holder, 'conditions')))
    .map((condition) => conditionKey(PARTS.map((part) => asString(getIn(condition, part)) ?? '')));
}

const PARTS = ['type', 'status', 'reason'] as const;

/** What is wanted of a condition; parts that are absent may be anything. */
export interface WantedCondition {
  readonly type?: string | undefined;
  readonly status?: string | undefined;
  readonly reason?: string | undefined;
}

/** Whether the condition behind a key of these facets is as wanted. */
export function isWanted(wanted: WantedCondition): (key: string) => boolean {
  return (key) => {
    const parts = key.split(SEPARATOR);
    return PARTS.every((part, index) => wanted[part] === undefined || wanted[part] === parts[index]);
  };
}

/** In no type, status or reason that an API server takes. */
const SEPARATOR = '\n';

function conditionKey(parts: readonly string[]): string {
  return parts.join(SEPARATOR);
}
