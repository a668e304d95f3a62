import { HostnameOverlaps } from './hostname-overlaps.ts';
import type { Listener } from './listener.ts';

export type TlsOverlap = 'OverlappingHostnames' | 'OverlappingCertificates';

export interface TlsListener {
  readonly listener: Listener;
  /** DNS names of the certificates that it serves. */
  readonly certificateNames: readonly string[];
}

/**
 * semantics.md C.4, OverlappingTLSConfig: HTTPS and TLS listeners of one port whose hostnames, or the names in whose
 * certificates, overlap. A browser may then send requests for one listener over a connection to the other.
 */
export function overlappingTls(listeners: readonly TlsListener[]): ReadonlyMap<Listener, TlsOverlap> {
  const overlaps = new Map<Listener, TlsOverlap>();
  const withTls = listeners.filter(({ listener }) => listener.tlsMode !== undefined);
  for (const onPort of Map.groupBy(withTls, ({ listener }) => listener.port).values()) {
    if (onPort.length > 1) addOverlaps(overlaps, onPort);
  }
  return overlaps;
}

function addOverlaps(overlaps: Map<Listener, TlsOverlap>, onPort: readonly TlsListener[]): void {
  const hostnames = new HostnameOverlaps();
  const certificates = new HostnameOverlaps();
  for (const { listener, certificateNames } of onPort) {
    hostnames.add(listener.hostname, listener);
    for (const name of certificateNames) certificates.add(name, listener);
  }
  for (const { listener, certificateNames } of onPort) {
    if (certificateNames.some((name) => certificates.overlapsOther(name, listener))) {
      overlaps.set(listener, 'OverlappingCertificates');
    } else if (hostnames.overlapsOther(listener.hostname, listener)) {
      overlaps.set(listener, 'OverlappingHostnames');
    }
  }
}
