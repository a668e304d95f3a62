import { formatKey, type ObjectKey, sameKey } from '../../kube/object-key.ts';
import type { ParentAttachment } from '../attachment/parent-attachment.ts';
import { routeAttachment } from '../attachment/route-attachment.ts';
import { type Rule, verdict } from '../fact.ts';

/** Why a route takes no part in what a Gateway, or a mesh Service, serves; a sentence. */
export function* whyNotAttached(route: ObjectKey, parent: ObjectKey): Rule<string> {
  const answer = yield* verdict(routeAttachment, route);
  switch (answer.state) {
    case 'judged':
      return describe(answer.value.parents, parent);
    case 'forbidden':
      return `you may not read ${formatKey(route)}`;
    case 'unavailable':
      return `${formatKey(route)} could not be read: ${answer.message}`;
    default:
      return `${formatKey(route)} does not exist`;
  }
}

function describe(parents: readonly ParentAttachment[], parent: ObjectKey): string {
  const own = parents.filter(
    ({ parentRef, gateway }) =>
      sameKey(parentRef.target, parent) || (gateway !== undefined && sameKey(gateway, parent)),
  );
  const refused = own.find(({ attached }) => attached !== true);
  if (refused !== undefined) return refused.accepted.message;
  return own.length === 0
    ? `no parentRef of it leads to ${formatKey(parent)}`
    : 'no listener that serves takes it';
}
