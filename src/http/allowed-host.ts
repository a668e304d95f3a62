import { isIP } from 'node:net';

const LOOPBACK = ['localhost', '127.0.0.1', '::1'];
const ALL_ADDRESSES: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

export interface HostRules {
  /** The address or name that the server listens on. */
  readonly host: string;
  readonly allowedHosts: readonly string[];
}

/**
 * Whether a request may be meant for this server, by its Host header. A page of any site can make its own name point
 * to 127.0.0.1 (DNS rebinding), and would be of the same origin as what answers there; but the browser still sends
 * that name. A server on all addresses also has the one that the connection came in by: an address is no name that
 * somebody could rebind.
 */
export function allowedHost(
  rules: HostRules,
): (header: string | undefined, localAddress?: string) => boolean {
  const onAll = ALL_ADDRESSES.has(rules.host);
  const names = new Set([...LOOPBACK, ...rules.allowedHosts, ...(onAll ? [] : [rules.host])]);
  return (header, localAddress) => {
    const name = hostName(header);
    if (name === undefined) return false;
    return names.has(name) || (onAll && isIP(name) !== 0 && name === unmapped(localAddress));
  };
}

/** The host of `host:port`, in lower case, without brackets and without the dot of a full name. */
export function hostName(header: string | undefined): string | undefined {
  const [, v6, name] = /^(?:\[([\da-f:.]+)\]|([^\s:/@[\]]+?)\.?)(?::\d{1,5})?$/i.exec(header ?? '') ?? [];
  return (v6 ?? name)?.toLowerCase();
}

/** A socket for IPv6 and IPv4 says `::ffff:10.1.2.3`. */
function unmapped(address: string | undefined): string | undefined {
  return address?.toLowerCase().replace(/^::ffff:(?=\d+\.)/, '');
}
