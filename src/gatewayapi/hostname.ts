import { asString } from '../kube/json.ts';

/** Stands for every hostname, as an omitted one does. */
export const ANY_HOSTNAME = '';

/** A hostname as it compares: lower case; `ANY_HOSTNAME` for one that is omitted, empty or no string. */
export function readHostname(value: unknown): string {
  return (asString(value) ?? ANY_HOSTNAME).toLowerCase();
}

/** Whether `hostname` is one of the names that `pattern` stands for, or a narrower pattern. */
export function covers(pattern: string, hostname: string): boolean {
  if (pattern === ANY_HOSTNAME || pattern === hostname) return true;
  return pattern.startsWith('*.') && hostname.endsWith(pattern.slice(1));
}

/**
 * semantics.md C.3: the hostnames of a route that a listener serves, each the narrower one of a pair; [] when none
 * fits. A route without hostnames takes the listener's.
 */
export function intersectHostnames(listener: string, route: readonly string[]): readonly string[] {
  if (route.length === 0) return [listener];
  const effective = new Set<string>();
  for (const hostname of route) {
    if (covers(listener, hostname)) effective.add(hostname);
    else if (covers(hostname, listener)) effective.add(listener);
  }
  return [...effective];
}

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const IP_ADDRESS = /^\d+(\.\d+){3}$/;
const LONGEST = 253;

/** What keeps a text from being a hostname of a listener or route, as the end of a sentence. */
export function hostnameProblem(hostname: string): string | undefined {
  if (hostname.length > LONGEST) return `is longer than ${LONGEST} characters`;
  if (IP_ADDRESS.test(hostname) || hostname.includes(':')) return 'is an address or has a port';
  const labels = (hostname.startsWith('*.') ? hostname.slice(2) : hostname).split('.');
  return labels.every((label) => LABEL.test(label)) ? undefined : 'is no DNS name';
}
