import { objectDrift } from '../src/gatewayapi/drift/object-drift.ts';
import { policyDrift } from '../src/gatewayapi/drift/policy-drift.ts';
import { routeDrift } from '../src/gatewayapi/drift/route-drift.ts';
import type { StatusDrift } from '../src/gatewayapi/drift/status-drift.ts';
import { gatewayClassStatus } from '../src/gatewayapi/status/gateway-class-status.ts';
import { gatewayStatus } from '../src/gatewayapi/status/gateway-status.ts';
import { listenerSetStatus } from '../src/gatewayapi/status/listener-set-status.ts';
import { policyStatus } from '../src/gatewayapi/status/policy-status.ts';
import { routeStatus } from '../src/gatewayapi/status/route-status.ts';
import { computedCondition, reportedCondition } from './condition-value.ts';
import type { StatusDriftResolvers } from './generated/types.ts';
import { type Place, statusField } from './status-field.ts';
import type { ViewedDrift } from './viewed-status.ts';

export const routeStatusDrift = statusField(routeStatus, (status, place) =>
  viewed(routeDrift(place.object, status), place),
);

export const policyStatusDrift = statusField(policyStatus, (status, place) =>
  viewed(policyDrift(place.object, status), place),
);

export const gatewayStatusDrift = statusField(gatewayStatus, (status, place) =>
  viewed(objectDrift(place.object, status), place),
);

export const listenerSetStatusDrift = statusField(listenerSetStatus, (status, place) =>
  viewed(objectDrift(place.object, status), place),
);

export const gatewayClassStatusDrift = statusField(gatewayClassStatus, (status, place) =>
  viewed(objectDrift(place.object, status), place),
);

function viewed(drifts: readonly StatusDrift[], { object }: Place): readonly ViewedDrift[] {
  return drifts.map((drift) => ({ ...drift, object }));
}

export const statusDrift: StatusDriftResolvers = {
  controllerName: ({ controllerName }) => controllerName ?? null,
  parentRef: ({ parentRef }) => parentRef ?? null,
  listener: ({ listener }) => listener ?? null,
  computed: ({ computed, object }) => (computed === undefined ? null : computedCondition(computed, object)),
  reported: ({ reported }) => (reported === undefined ? null : reportedCondition(reported)),
};
