import type { Listener } from '../../../src/gatewayapi/listeners/listener.ts';

/** A sound listener; what a test is about it says itself. */
export function listener(fields: Partial<Listener> = {}): Listener {
  const protocol = fields.protocol ?? 'HTTP';
  return {
    index: 0,
    name: 'listener',
    port: 80,
    protocol,
    hostname: '',
    tlsMode: protocol === 'HTTPS' || protocol === 'TLS' ? 'Terminate' : undefined,
    lacksCertificates: false,
    supportedKinds: [],
    refusedKinds: [],
    namespaces: { from: 'All' },
    problem: undefined,
    ...fields,
  };
}
