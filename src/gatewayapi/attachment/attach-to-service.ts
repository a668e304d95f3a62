import { asNumber, asString, type JsonObject } from '../../kube/json.ts';
import { formatKey, type GroupKind, groupKindId, objectKeyId, sameKey } from '../../kube/object-key.ts';
import { groupOf, type RawObject } from '../../kube/raw-object.ts';
import { EVERYTHING } from '../capabilities/capabilities.ts';
import { capabilitiesInFile } from '../capabilities/capability-file.ts';
import { ignorance, isFalse } from '../conditions/computed-condition.ts';
import { entry, lookup, premises, type Rule } from '../fact.ts';
import { GRPC_ROUTE, HTTP_ROUTE, TCP_ROUTE, TLS_ROUTE } from '../groups.ts';
import { listPorts, protocolOf, servicePorts, transportOf } from '../service-port.ts';
import {
  type ParentAttachment,
  parentAttachment,
  ROUTE_IS_ACCEPTED,
  unreadableParent,
} from './parent-attachment.ts';
import { type ParentRef, parentRefs } from './parent-ref.ts';
import { routesByParent } from './route-indexes.ts';
import { withRules } from './with-rules.ts';

/**
 * semantics.md C.10: a route of the mesh binds to a Service or to one port of it; undefined for a parent that is not
 * there. Which mesh it is no object says, so that the entry names no controller.
 */
export function* attachToService(route: RawObject, parentRef: ParentRef): Rule<ParentAttachment | undefined> {
  const { target } = parentRef;
  const answer = yield* lookup(target);
  if (answer.state === 'absent' || answer.state === 'notServed') return undefined;
  const subject = { parentRef, via: 'mesh' } as const;
  if (answer.state !== 'found') return unreadableParent(subject, ignorance(answer, formatKey(target)));
  const ports = selectedPorts(answer.object, route.kind, parentRef);
  if (ports.length === 0) {
    const message = `${formatKey(target)} has no ${describePort(parentRef)}; ${listPorts(answer.object, transportOf(route.kind))}`;
    return parentAttachment({ ...subject, accepted: isFalse('Accepted', 'NoMatchingParent', message) });
  }
  const winner = yield* strongerKind(route, parentRef, ports);
  if (winner !== undefined) {
    const message = `${winner} routes take precedence on the same port of ${formatKey(target)}`;
    return parentAttachment({ ...subject, accepted: isFalse('Accepted', 'Conflicted', message) });
  }
  const { capabilities: file } = yield* premises();
  const capabilities = capabilitiesInFile(file, undefined) ?? EVERYTHING;
  return yield* withRules(route, parentAttachment({ ...subject, capabilities, accepted: ROUTE_IS_ACCEPTED }));
}

/** Without port and section, all that the kind of route can use. */
function selectedPorts(
  service: RawObject,
  routeKind: string,
  { port, sectionName }: Pick<ParentRef, 'port' | 'sectionName'>,
): readonly JsonObject[] {
  return servicePorts(service).filter(
    (candidate) =>
      protocolOf(candidate) === transportOf(routeKind) &&
      (port === undefined || asNumber(candidate['port']) === port) &&
      (sectionName === undefined || asString(candidate['name']) === sectionName),
  );
}

function describePort({ port, sectionName }: ParentRef): string {
  const number = port === undefined ? 'port for it' : `port ${port} for it`;
  return sectionName === undefined ? number : `${number} named ${sectionName}`;
}

/** Kinds of routes that cannot share a port of a Service, the one that wins first. */
const STRENGTH: readonly GroupKind[] = [GRPC_ROUTE, HTTP_ROUTE, TLS_ROUTE, TCP_ROUTE];

/**
 * A kind of which a route binds to one of the ports, and which is stronger. Only routes of the same namespace
 * compete: those of the Service's own speak to all clients, those of another to the clients there.
 */
function* strongerKind(
  route: RawObject,
  { target }: ParentRef,
  ports: readonly JsonObject[],
): Rule<string | undefined> {
  const own = groupKindId({ group: groupOf(route.apiVersion), kind: route.kind });
  const rank = STRENGTH.findIndex((kind) => groupKindId(kind) === own);
  for (const kind of STRENGTH.slice(0, Math.max(rank, 0))) {
    const index = routesByParent.find((candidate) => groupKindId(candidate.kind) === groupKindId(kind));
    if (index === undefined) continue;
    const rivals = yield* entry(index, route.metadata.namespace, objectKeyId(target));
    for (const key of rivals.state === 'entry' ? rivals.values : []) {
      const rival = yield* lookup(key);
      if (rival.state === 'found' && bindsToOne(rival.object, target, ports)) return kind.kind;
    }
  }
  return undefined;
}

function bindsToOne(route: RawObject, service: ParentRef['target'], ports: readonly JsonObject[]): boolean {
  return parentRefs(route)
    .filter(({ target }) => sameKey(target, service))
    .some(({ port, sectionName }) =>
      ports.some(
        (candidate) =>
          (port === undefined || asNumber(candidate['port']) === port) &&
          (sectionName === undefined || asString(candidate['name']) === sectionName),
      ),
    );
}
