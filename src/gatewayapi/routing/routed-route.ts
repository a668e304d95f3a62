import { asList, asString, getIn } from '../../kube/json.ts';
import { type ObjectKey, sameKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { ParentAttachment } from '../attachment/parent-attachment.ts';
import { routeAttachment } from '../attachment/route-attachment.ts';
import { verdict, verdictRule } from '../fact.ts';
import { ANY_HOSTNAME, readHostname } from '../hostname.ts';
import type { AttachedRoute } from './routed-listener.ts';

/** A listener that takes the route. */
export interface ListenerShare {
  /** The Gateway or ListenerSet. */
  readonly parent: ObjectKey;
  /** Position in `spec.listeners` of the parent. */
  readonly index: number;
  readonly attached: AttachedRoute;
}

/** A mesh Service before which the route stands: all its ports, or one of them. */
export interface MeshShare {
  readonly service: ObjectKey;
  readonly port: number | undefined;
  readonly sectionName: string | undefined;
  readonly attached: AttachedRoute;
}

export interface RoutedRoute {
  readonly listeners: readonly ListenerShare[];
  readonly services: readonly MeshShare[];
  /** Parents of which it is not known whether they take the route, or with which listeners. */
  readonly unsure: readonly ObjectKey[];
}

/**
 * Where requests can meet a route, with what of it matching needs. What matching does not need (status, labels) is
 * left out, so that a write there changes nothing here.
 */
export const routedRoute = verdictRule<RoutedRoute>('routedRoute', function* (object, key) {
  const answer = yield* verdict(routeAttachment, key);
  const parents = answer.state === 'judged' ? answer.value.parents : [];
  const route = matchedParts(object);
  return {
    listeners: listenerShares(parents, route),
    services: meshShares(parents, route),
    unsure: parents.filter(isUnsure).map(({ parentRef }) => parentRef.target),
  };
});

function isUnsure({ attached, unsureListeners }: ParentAttachment): boolean {
  return attached === undefined || unsureListeners.length > 0;
}

function matchedParts({ apiVersion, kind, metadata, ...object }: RawObject): RawObject {
  const { namespace, name, creationTimestamp } = metadata;
  const own = namespace === undefined ? { name } : { namespace, name };
  return {
    apiVersion,
    kind,
    metadata: creationTimestamp === undefined ? own : { ...own, creationTimestamp },
    spec: { rules: getIn(object['spec'], 'rules'), hostnames: getIn(object['spec'], 'hostnames') },
  };
}

/** Two parentRefs to one listener give it the route once. */
function listenerShares(parents: readonly ParentAttachment[], route: RawObject): readonly ListenerShare[] {
  const shares: ListenerShare[] = [];
  for (const { parentRef, listeners, droppedRules } of parents) {
    const parent = parentRef.target;
    for (const { index, hostnames } of listeners) {
      const isKnown = shares.some((share) => share.index === index && sameKey(share.parent, parent));
      if (!isKnown) shares.push({ parent, index, attached: { route, hostnames, droppedRules } });
    }
  }
  return shares;
}

function meshShares(parents: readonly ParentAttachment[], route: RawObject): readonly MeshShare[] {
  return parents
    .filter(({ via, attached }) => via === 'mesh' && attached === true)
    .map(({ parentRef: { target, port, sectionName }, droppedRules }) => ({
      service: target,
      port,
      sectionName,
      attached: { route, hostnames: meshHostnames(route), droppedRules },
    }));
}

/** semantics.md C.10: Host plays no part in a mesh; SNI is all that tells TLS connections apart. */
function meshHostnames(route: RawObject): readonly string[] {
  const named = asList(getIn(route, 'spec', 'hostnames')).filter((name) => asString(name) !== undefined);
  return route.kind === 'TLSRoute' && named.length > 0 ? named.map(readHostname) : [ANY_HOSTNAME];
}
