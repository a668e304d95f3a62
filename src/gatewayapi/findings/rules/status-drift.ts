import { asString, type JsonObject } from '../../../kube/json.ts';
import { formatKey, type GroupKind, groupKindId, type ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import { objectDrift } from '../../drift/object-drift.ts';
import { policyDrift } from '../../drift/policy-drift.ts';
import { routeDrift } from '../../drift/route-drift.ts';
import type { StatusDrift, StatusDriftKind } from '../../drift/status-drift.ts';
import { premises, type Rule, type VerdictRule, verdict } from '../../fact.ts';
import type { FindingCode, TimedFinding } from '../../finding.ts';
import {
  BACKEND_TLS_POLICY,
  GATEWAY,
  GATEWAY_CLASS,
  LISTENER_SET,
  ROUTE_KINDS,
  X_BACKEND_TRAFFIC_POLICY,
} from '../../groups.ts';
import { gatewayClassStatus } from '../../status/gateway-class-status.ts';
import { gatewayStatus } from '../../status/gateway-status.ts';
import { listenerSetStatus } from '../../status/listener-set-status.ts';
import { policyStatus } from '../../status/policy-status.ts';
import { routeStatus } from '../../status/route-status.ts';
import { conditionPath } from '../condition-path.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

type DriftRule = (object: RawObject, key: ObjectKey) => Rule<readonly StatusDrift[]>;

function driftBy<T>(
  rule: VerdictRule<T>,
  compare: (object: RawObject, status: T) => readonly StatusDrift[],
): DriftRule {
  return function* (object, key) {
    const answer = yield* verdict(rule, key);
    return answer.state === 'judged' ? compare(object, answer.value) : [];
  };
}

const ofRoute = driftBy(routeStatus, routeDrift);
const ofPolicy = driftBy(policyStatus, policyDrift);

const DRIFTS: readonly (readonly [kind: GroupKind, drift: DriftRule])[] = [
  [GATEWAY_CLASS, driftBy(gatewayClassStatus, objectDrift)],
  [GATEWAY, driftBy(gatewayStatus, objectDrift)],
  [LISTENER_SET, driftBy(listenerSetStatus, objectDrift)],
  ...ROUTE_KINDS.map((kind) => [kind, ofRoute] as const),
  [BACKEND_TLS_POLICY, ofPolicy],
  [X_BACKEND_TRAFFIC_POLICY, ofPolicy],
];

const driftOf = new Map(DRIFTS.map(([kind, drift]) => [groupKindId(kind), drift]));

const CODES: { readonly [K in StatusDriftKind]: FindingCode } = {
  ABSENT: 'STATUS_ABSENT',
  DISAGREES: 'STATUS_DISAGREES',
  NEVER_REPORTED: 'STATUS_NEVER_REPORTED',
  STALE: 'STATUS_STALE',
};

/** Where what controllers reported is not what the objects say. One finding for each way to differ. */
export const statusDrift: FindingRule = {
  codes: Object.values(CODES),
  kinds: DRIFTS.map(([kind]) => kind),
  *find(object, key) {
    const rule = driftOf.get(groupKindId(key));
    const drifts = rule === undefined ? [] : yield* rule(object, key);
    if (drifts.length === 0) return [];
    // Files hold what people wrote; that nobody has reported on it yet is no news.
    const isFiles = (yield* premises()).absentClass === 'assumed';
    return [...Map.groupBy(drifts, ({ kind }) => kind)]
      .filter(([kind]) => !(isFiles && kind === 'NEVER_REPORTED'))
      .map(([kind, ofKind]) => driftFinding(object, key, [kind, ofKind]));
  },
};

const MOST_TOLD = 3;

const INTRODUCTIONS: { readonly [K in StatusDriftKind]: string } = {
  ABSENT: 'the status lacks what a controller should have written',
  DISAGREES: 'the status says something else than the objects do',
  NEVER_REPORTED: 'no controller has written a status',
  STALE: 'the status is about an older generation of the object',
};

const HINTS: { readonly [K in StatusDriftKind]: string } = {
  ABSENT: 'Look at the log of the controller; it may not know the field.',
  DISAGREES:
    'Look at the log of the controller: it knows something that the objects do not say, or has missed a change.',
  NEVER_REPORTED: 'Look whether the controller runs, and whether it watches this namespace.',
  STALE: 'Wait a moment; if it stays so, look whether the controller runs.',
};

function driftFinding(
  object: RawObject,
  key: ObjectKey,
  [kind, drifts]: readonly [StatusDriftKind, readonly StatusDrift[]],
): TimedFinding {
  const told = drifts.slice(0, MOST_TOLD).map(driftText);
  if (drifts.length > MOST_TOLD) told.push(`and ${drifts.length - MOST_TOLD} more`);
  const reported = drifts.find((drift) => drift.reported !== undefined)?.reported;
  return findingOf(key, {
    code: CODES[kind],
    message: `${INTRODUCTIONS[kind]}: ${told.join('; ')}`,
    path: (reported === undefined ? undefined : conditionPath(object, reported)) ?? 'status',
    hint: HINTS[kind],
  });
}

function driftText({ controllerName, parentRef, listener, type, computed, reported }: StatusDrift): string {
  const parent = parentRef === undefined ? '' : ` for ${formatKey(parentRef.target)}`;
  const section = listener === undefined ? '' : ` of listener ${listener}`;
  const by = controllerName === undefined ? '' : ` by ${controllerName}`;
  const should = computed === undefined ? 'nothing' : `${computed.status} (${computed.reason})`;
  return `${type}${section}${parent} should be ${should} and is ${reportedText(reported)}${by}`;
}

function reportedText(reported: JsonObject | undefined): string {
  if (reported === undefined) return 'not reported';
  return `${asString(reported['status']) ?? 'Unknown'} (${asString(reported['reason']) ?? 'no reason'})`;
}
