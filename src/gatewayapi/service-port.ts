import { asList, asNumber, asString, getIn, isObject, type JsonObject } from '../kube/json.ts';
import type { RawObject } from '../kube/raw-object.ts';

export type TransportProtocol = 'TCP' | 'UDP';

/** semantics.md B.4: a UDPRoute needs a UDP port, every other route a TCP one. */
export function transportOf(routeKind: string): TransportProtocol {
  return routeKind === 'UDPRoute' ? 'UDP' : 'TCP';
}

/** `spec.ports` of a Service or ServiceImport. */
export function servicePorts(service: RawObject): readonly JsonObject[] {
  return asList(getIn(service, 'spec', 'ports')).filter(isObject);
}

/** The port with this number (never the targetPort) and transport; an unset protocol is TCP. */
export function findServicePort(
  service: RawObject,
  port: number,
  transport: TransportProtocol,
): JsonObject | undefined {
  return servicePorts(service).find(
    (candidate) => asNumber(candidate['port']) === port && protocolOf(candidate) === transport,
  );
}

/** `it has 80, 443/UDP`, with the protocols that are not the one that was looked for; for messages. */
export function listPorts(service: RawObject, lookedFor: TransportProtocol): string {
  const ports = servicePorts(service).map((port) => {
    const protocol = protocolOf(port);
    return `${asNumber(port['port']) ?? '?'}${protocol === lookedFor ? '' : `/${protocol}`}`;
  });
  return ports.length === 0 ? 'it has no ports' : `it has ${ports.join(', ')}`;
}

/** The port number that was meant when somebody wrote the targetPort, if exactly that happened. */
export function portOfTargetPort(service: RawObject, targetPort: number): number | undefined {
  const match = servicePorts(service).find((port) => port['targetPort'] === targetPort);
  return match === undefined ? undefined : asNumber(match['port']);
}

/** An unset protocol is TCP. */
export function protocolOf(port: JsonObject): string {
  return asString(port['protocol']) ?? 'TCP';
}
