import type { ListenerExplanation } from '../src/gatewayapi/attachment/explain-attachment.ts';
import type { StatusDrift } from '../src/gatewayapi/drift/status-drift.ts';
import type { RouteParentStatus } from '../src/gatewayapi/status/route-status.ts';
import type { RawObject } from '../src/kube/raw-object.ts';
import type { Place } from './status-field.ts';

/** One parent of a route, with what is needed to say more about it. */
export interface ViewedParentStatus extends Place {
  readonly status: RouteParentStatus;
}

/** What one listener says to a route, with what is needed to say more about it. */
export interface ViewedListenerAttachment extends Place {
  readonly explanation: ListenerExplanation;
}

/** A drift and the object whose status it is. */
export interface ViewedDrift extends StatusDrift {
  readonly object: RawObject;
}
