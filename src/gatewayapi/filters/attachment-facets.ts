import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { claimOf } from '../attachment/claim.ts';
import type { ParentAttachment } from '../attachment/parent-attachment.ts';
import { routeAttachment } from '../attachment/route-attachment.ts';
import { type Rule, verdict } from '../fact.ts';
import { ANY_HOSTNAME } from '../hostname.ts';
import type { Facet } from './facet.ts';

export const ATTACHED = 'attached';

/** Of routes: `ATTACHED` where a parent takes them, and each listener that does. */
export const attachmentFacet: Facet = {
  of: 'cluster',
  *keysOf(route) {
    const attached = yield* attachedParents(route);
    const listeners = attached.flatMap((parent) =>
      parent.listeners.map(({ index }) => listenerId(parent.parentRef.target, index)),
    );
    return attached.length === 0 ? [] : [ATTACHED, ...listeners];
  },
};

/** The key of a listener among those that take routes; `index` is its position in `spec.listeners`. */
export function listenerId(owner: ObjectKey, index: number): string {
  return `${objectKeyId(owner)}#${index}`;
}

/**
 * Of routes: the hostnames for which they get requests. A route that attaches nowhere counts by what it says, so that
 * it is found by whoever wants to know why; one of the mesh too, where no listener narrows anything down.
 */
export const routeHostnameFacet: Facet = {
  of: 'cluster',
  *keysOf(route) {
    const own = ownHostnames(route);
    if (own.length === 0) return [];
    const attached = yield* attachedParents(route);
    const isNarrowed = attached.length > 0 && attached.every(({ via }) => via === 'gateway');
    return isNarrowed ? attached.flatMap(servedHostnames) : own;
  },
};

function servedHostnames({ listeners }: ParentAttachment): readonly string[] {
  return listeners.flatMap(({ hostnames }) => hostnames);
}

/** [] for kinds that know no hostnames. */
function ownHostnames(route: RawObject): readonly string[] {
  const parentRef = { target: keyOf(route), sectionName: undefined, port: undefined };
  const { hostnames } = claimOf(route, parentRef);
  return hostnames?.length === 0 ? [ANY_HOSTNAME] : (hostnames ?? []);
}

function* attachedParents(route: RawObject): Rule<readonly ParentAttachment[]> {
  const answer = yield* verdict(routeAttachment, keyOf(route));
  return answer.state === 'judged' ? answer.value.parents.filter(({ attached }) => attached === true) : [];
}
