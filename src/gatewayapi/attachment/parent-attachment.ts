import type { ObjectKey } from '../../kube/object-key.ts';
import { type Capabilities, EVERYTHING } from '../capabilities/capabilities.ts';
import {
  type ComputedCondition,
  type Ignorance,
  isTrue,
  isUnknown,
} from '../conditions/computed-condition.ts';
import type { ParentRef, ParentVia } from './parent-ref.ts';

/** A listener that takes the route. */
export interface AttachedListener {
  /** Position in `spec.listeners` of the parent. */
  readonly index: number;
  readonly name: string;
  /** Hostnames that listener and route have in common; "" is any. */
  readonly hostnames: readonly string[];
}

/** What became of one parentRef of a route. */
export interface ParentAttachment {
  readonly parentRef: ParentRef;
  readonly via: ParentVia;
  /** The Gateway that the parent is, or belongs to; absent for a Service and where it is not known. */
  readonly gateway: ObjectKey | undefined;
  readonly controllerName: string | undefined;
  readonly capabilities: Capabilities;
  /** undefined where it cannot be known. */
  readonly attached: boolean | undefined;
  readonly accepted: ComputedCondition;
  /** Which rules are dropped, while others remain. */
  readonly partiallyInvalid: ComputedCondition | undefined;
  readonly droppedRules: readonly number[];
  readonly listeners: readonly AttachedListener[];
  /** Positions of listeners of which it is not known whether they take the route. */
  readonly unsureListeners: readonly number[];
  /** The parent itself could not be read. */
  readonly unreadable: Ignorance | undefined;
}

type Outcome = Pick<ParentAttachment, 'parentRef' | 'via' | 'accepted'> & Partial<ParentAttachment>;

/** An attachment that is what `outcome` says and nothing else: by default, none. */
export function parentAttachment(outcome: Outcome): ParentAttachment {
  return {
    gateway: undefined,
    controllerName: undefined,
    capabilities: EVERYTHING,
    attached: false,
    partiallyInvalid: undefined,
    droppedRules: [],
    listeners: [],
    unsureListeners: [],
    unreadable: undefined,
    ...outcome,
  };
}

/** Nothing is known about the parent, hence nothing about the attachment. */
export function unreadableParent(
  { parentRef, via }: Pick<ParentAttachment, 'parentRef' | 'via'>,
  why: Ignorance,
): ParentAttachment {
  const accepted = isUnknown('Accepted', why);
  return parentAttachment({ parentRef, via, accepted, attached: undefined, unreadable: why });
}

export const ROUTE_IS_ACCEPTED = isTrue('Accepted', 'Accepted', 'the route is accepted');
