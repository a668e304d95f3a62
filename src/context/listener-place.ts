import { GATEWAY, LISTENER_SET, X_LISTENER_SET } from '../gatewayapi/groups.ts';
import { asList, getIn, isObject } from '../kube/json.ts';
import { groupKindId } from '../kube/object-key.ts';
import { groupOf, type RawObject } from '../kube/raw-object.ts';

/** Which listener an object in `spec.listeners` is. */
export interface ListenerPlace {
  readonly owner: RawObject;
  /** Position in `spec.listeners`. */
  readonly index: number;
}

const OWNERS: ReadonlySet<string> = new Set([GATEWAY, LISTENER_SET, X_LISTENER_SET].map(groupKindId));

/** The listeners of an object by their nodes; none of what has none. */
export function* listenersIn(owner: RawObject): Iterable<readonly [node: object, place: ListenerPlace]> {
  if (!OWNERS.has(groupKindId({ group: groupOf(owner.apiVersion), kind: owner.kind }))) return;
  for (const [index, node] of asList(getIn(owner, 'spec', 'listeners')).entries()) {
    if (isObject(node)) yield [node, { owner, index }];
  }
}
