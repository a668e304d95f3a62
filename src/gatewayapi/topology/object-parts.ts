import { asList, asNumber, asString, getIn, isObject, type Json } from '../../kube/json.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { type EndpointAnswer, endpointsOf } from '../endpoint-summary.ts';
import type { Rule } from '../fact.ts';
import { protocolOf } from '../service-port.ts';
import { describeRule } from './describe-rule.ts';
import { ENDPOINTS_PART, listenerPath, nodeId, portPath, rulePath } from './node-id.ts';
import type { NodeState, TopologyPart } from './topology.ts';

/** The listeners of a Gateway or ListenerSet. */
export function listenerParts(owner: RawObject, key: ObjectKey): readonly TopologyPart[] {
  return asList(getIn(owner, 'spec', 'listeners')).map((listener, index) => ({
    id: nodeId(key, listenerPath(index)),
    type: 'LISTENER',
    key,
    path: listenerPath(index),
    title: asString(getIn(listener, 'name')) ?? `listener ${index}`,
    subtitle: words(
      asString(getIn(listener, 'protocol')),
      asNumber(getIn(listener, 'port')),
      asString(getIn(listener, 'hostname')),
    ),
    state: 'PRESENT',
  }));
}

/** The rules of a route. */
export function ruleParts(route: RawObject, key: ObjectKey): readonly TopologyPart[] {
  return asList(getIn(route, 'spec', 'rules')).map((rule, index) => ({
    id: nodeId(key, rulePath(index)),
    type: 'RULE',
    key,
    path: rulePath(index),
    title: describeRule(route.kind, rule),
    subtitle: asString(getIn(rule, 'name')) || `rule ${index}`,
    state: 'PRESENT',
  }));
}

/** The ports of a Service, and its endpoints where the cluster has EndpointSlices for it. */
export function* serviceParts(service: RawObject, key: ObjectKey): Rule<readonly TopologyPart[]> {
  const ports = asList(getIn(service, 'spec', 'ports')).flatMap((port, index) => portPart(port, key, index));
  const endpoints = endpointsPart(yield* endpointsOf(service), key);
  return endpoints === undefined ? ports : [...ports, endpoints];
}

function portPart(port: Json, key: ObjectKey, index: number): readonly TopologyPart[] {
  if (!isObject(port)) return [];
  return [
    {
      id: nodeId(key, portPath(index)),
      type: 'SERVICE_PORT',
      key,
      path: portPath(index),
      title: `port ${asNumber(port['port']) ?? '?'}`,
      subtitle: words(asString(port['name']), asString(port['appProtocol']) ?? protocolOf(port)),
      state: 'PRESENT',
    },
  ];
}

function endpointsPart(answer: EndpointAnswer, key: ObjectKey): TopologyPart | undefined {
  const part = (title: string, state: NodeState) =>
    ({
      id: nodeId(key, ENDPOINTS_PART),
      type: 'ENDPOINTS',
      key,
      title,
      subtitle: 'endpoints',
      state,
    }) as const;
  switch (answer.state) {
    case 'counted': {
      const { ready, total } = answer.summary;
      return { ...part(`${ready} of ${total} ready`, 'PRESENT'), endpoints: answer.summary };
    }
    case 'forbidden':
      return part('hidden', 'HIDDEN');
    case 'unavailable':
      return part('unknown', 'UNKNOWN');
    default:
      return undefined;
  }
}

const MOST_HOSTNAMES = 2;

/** `HTTPRoute www.example.com, shop.example.com, ...` */
export function routeSubtitle(route: RawObject): string {
  const hostnames = asList(getIn(route, 'spec', 'hostnames')).filter((host) => typeof host === 'string');
  const shown = hostnames.slice(0, MOST_HOSTNAMES).join(', ');
  return words(route.kind, hostnames.length > MOST_HOSTNAMES ? `${shown}, ...` : shown);
}

/** `GatewayClass example.com/controller` */
export function classSubtitle(gatewayClass: RawObject): string {
  return words(gatewayClass.kind, asString(getIn(gatewayClass, 'spec', 'controllerName')));
}

function words(...parts: readonly (string | number | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
