import { explainAttachment, listenerWarning } from '../src/gatewayapi/attachment/explain-attachment.ts';
import type { ComputedCondition } from '../src/gatewayapi/conditions/computed-condition.ts';
import {
  type GatewayClassStatus,
  gatewayClassStatus,
} from '../src/gatewayapi/status/gateway-class-status.ts';
import { type GatewayStatus, gatewayStatus } from '../src/gatewayapi/status/gateway-status.ts';
import { type ListenerSetStatus, listenerSetStatus } from '../src/gatewayapi/status/listener-set-status.ts';
import { type PolicyStatus, policyStatus } from '../src/gatewayapi/status/policy-status.ts';
import { type RouteStatus, routeStatus } from '../src/gatewayapi/status/route-status.ts';
import { andThen } from '../src/kube/maybe-promise.ts';
import type { RawObject } from '../src/kube/raw-object.ts';
import { type ConditionValue, computedCondition } from './condition-value.ts';
import type {
  ComputedParentRefResolvers,
  ComputedRouteParentStatusResolvers,
  ListenerAttachmentResolvers,
} from './generated/types.ts';
import { statusField } from './status-field.ts';
import type { ViewedParentStatus } from './viewed-status.ts';

export const routeComputedStatus = statusField(
  routeStatus,
  ({ parents, incomplete }: RouteStatus, place) => ({
    incomplete,
    parents: parents.map((status): ViewedParentStatus => ({ status, ...place })),
  }),
);

export const computedRouteParentStatus: ComputedRouteParentStatusResolvers = {
  parentRef: ({ status }) => status.attachment.parentRef,
  controllerName: ({ status }) => status.attachment.controllerName ?? null,
  attached: ({ status }) => status.attachment.attached ?? null,
  conditions: ({ status, object }) => shown(status.conditions, object),
  listeners: ({ status, object, view }) =>
    andThen(view.run(explainAttachment(object, status.attachment)), (explanations) =>
      explanations.map((explanation) => ({ explanation, object, view })),
    ),
};

export const listenerAttachment: ListenerAttachmentResolvers = {
  gateway: ({ explanation }) => explanation.gateway,
  listenerSet: ({ explanation }) => explanation.listenerSet ?? null,
  name: ({ explanation }) => explanation.listener.name,
  attached: ({ explanation }) => explanation.attached ?? null,
  reason: ({ explanation }) => explanation.reason,
  message: ({ explanation, view }) => {
    const { attached, message } = explanation;
    if (attached !== true) return message;
    return andThen(view.run(listenerWarning(explanation)), (warning) =>
      warning === undefined ? message : `${message}; but ${warning}`,
    );
  },
};

export const computedParentRef: ComputedParentRefResolvers = {
  group: ({ target }) => target.group,
  kind: ({ target }) => target.kind,
  namespace: ({ target }) => target.namespace ?? null,
  name: ({ target }) => target.name,
  sectionName: ({ sectionName }) => sectionName ?? null,
  port: ({ port }) => port ?? null,
};

export const gatewayComputedStatus = statusField(gatewayStatus, (status: GatewayStatus, { object }) => ({
  ...status,
  controllerName: status.controllerName ?? null,
  conditions: shown(status.conditions, object),
  listeners: listeners(status, object),
}));

export const listenerSetComputedStatus = statusField(
  listenerSetStatus,
  (status: ListenerSetStatus, { object }) => ({
    ...status,
    controllerName: status.controllerName ?? null,
    conditions: shown(status.conditions, object),
    listeners: listeners(status, object),
  }),
);

export const gatewayClassComputedStatus = statusField(
  gatewayClassStatus,
  (status: GatewayClassStatus, { object }) => ({
    ...status,
    controllerName: status.controllerName ?? null,
    conditions: shown(status.conditions, object),
  }),
);

export const policyComputedStatus = statusField(policyStatus, (status: PolicyStatus, { object }) => ({
  incomplete: status.incomplete,
  ancestors: status.ancestors.map(({ gateway, controllerName, conditions }) => ({
    ancestorRef: { target: gateway, sectionName: undefined, port: undefined },
    controllerName: controllerName ?? null,
    conditions: shown(conditions, object),
  })),
}));

function listeners({ listeners: statuses }: GatewayStatus | ListenerSetStatus, object: RawObject) {
  return statuses.map(({ name, supportedKinds, attachedRoutes, conditions }) => ({
    name,
    supportedKinds,
    attachedRoutes,
    conditions: shown(conditions, object),
  }));
}

function shown(conditions: readonly ComputedCondition[], object: RawObject): readonly ConditionValue[] {
  return conditions.map((condition) => computedCondition(condition, object));
}
