import { asList, asString, getIn } from '../../../kube/json.ts';
import { formatKey, type ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import type { ParentAttachment } from '../../attachment/parent-attachment.ts';
import { type ParentRef, parentRefId, parentRefOf } from '../../attachment/parent-ref.ts';
import { routeAttachment } from '../../attachment/route-attachment.ts';
import { lookup, type Rule, verdict } from '../../fact.ts';
import { defaultReference } from '../../reference.ts';
import { isResolved, type Resolution } from '../../resolution.ts';
import { resolveReference } from '../../resolve-reference.ts';
import { specSites } from '../../spec-references.ts';
import { listenerPath } from '../node-id.ts';
import type { TopologyEdge } from '../topology.ts';
import { makeEdge, resolutionState } from './make-edge.ts';

/** From each listener that takes a route to the route; from the parent as a whole where none takes it. */
export function* attachmentEdges(route: RawObject, key: ObjectKey): Rule<readonly TopologyEdge[]> {
  const answer = yield* verdict(routeAttachment, key);
  const attachments = answer.state === 'judged' ? answer.value.parents : [];
  const byId = new Map(attachments.map((attachment) => [parentRefId(attachment.parentRef), attachment]));
  const seen = new Set<string>();
  const edges: TopologyEdge[] = [];
  for (const site of specSites(route, 'parent')) {
    const reference = defaultReference(site);
    const parentRef = parentRefOf(reference);
    const id = parentRefId(parentRef);
    if (seen.has(id)) continue;
    seen.add(id);
    const resolution = yield* resolveReference(reference);
    const named = { route: key, parentRef, path: reference.path() };
    edges.push(...(yield* edgesOf(named, resolution, byId.get(id))));
  }
  // Default Gateways are parents that no field names.
  for (const [id, attachment] of byId) {
    if (!seen.has(id)) edges.push(...(yield* edgesOfAttachment(attachment, { ...attachment, route: key })));
  }
  return edges;
}

interface Named {
  readonly route: ObjectKey;
  readonly parentRef: ParentRef;
  readonly path?: string | undefined;
}

function* edgesOf(
  named: Named,
  resolution: Resolution,
  attachment: ParentAttachment | undefined,
): Rule<readonly TopologyEdge[]> {
  if (isResolved(resolution) && attachment !== undefined) return yield* edgesOfAttachment(attachment, named);
  const parent = named.parentRef.target;
  const said = isResolved(resolution)
    ? ({
        state: 'UNKNOWN',
        reason: 'Pending',
        message: `no controller looks at ${formatKey(parent)}`,
      } as const)
    : resolutionState(resolution);
  return [attachmentEdge(named, undefined, said)];
}

function* edgesOfAttachment(
  { attached, accepted, listeners, unsureListeners }: ParentAttachment,
  named: Named,
): Rule<readonly TopologyEdge[]> {
  const { reason, message } = accepted;
  if (attached === true && listeners.length > 0) {
    return listeners.map(({ index, hostnames }) => {
      const hosts = hostnames.filter((hostname) => hostname !== '');
      const served = hosts.length === 0 ? message : `serves ${hosts.join(', ')}`;
      return attachmentEdge(named, listenerPath(index), { state: 'ATTACHED', reason, message: served });
    });
  }
  if (attached === true) return [attachmentEdge(named, undefined, { state: 'ATTACHED', reason, message })];
  const state = attached === undefined ? 'UNKNOWN' : 'REFUSED';
  const parts =
    unsureListeners.length > 0 ? unsureListeners.map(listenerPath) : [yield* sectionOf(named.parentRef)];
  return parts.map((part) => attachmentEdge(named, part, { state, reason, message }));
}

/** The listener that a parentRef names, where it names one. */
function* sectionOf({ target, sectionName }: ParentRef): Rule<string | undefined> {
  if (sectionName === undefined) return undefined;
  const parent = yield* lookup(target);
  const listeners = parent.state === 'found' ? asList(getIn(parent.object, 'spec', 'listeners')) : [];
  const index = listeners.findIndex((listener) => asString(getIn(listener, 'name')) === sectionName);
  return index < 0 ? undefined : listenerPath(index);
}

function attachmentEdge(
  { route, parentRef, path }: Named,
  part: string | undefined,
  said: Pick<TopologyEdge, 'state' | 'reason' | 'message'>,
): TopologyEdge {
  return makeEdge({ key: parentRef.target, part }, { key: route }, { type: 'ATTACHMENT', path, ...said });
}
