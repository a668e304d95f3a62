import { groupKindId, type ObjectKey } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { EVERYTHING } from '../capabilities/capabilities.ts';
import { type Rule, verdict } from '../fact.ts';
import { GATEWAY } from '../groups.ts';
import type { Listener } from '../listeners/listener.ts';
import { listenerPool } from '../listeners/listener-pool.ts';
import { mergedListeners } from '../listeners/merged-listeners.ts';
import { readListeners } from '../listeners/read-listener.ts';
import type { Facet } from './facet.ts';

const WITH_HOSTNAMES: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'TLS']);

/** Of Gateways and ListenerSets: the hostnames of their listeners; of a Gateway those of its ListenerSets too. */
export const listenerHostnameFacet: Facet = {
  of: 'cluster',
  *keysOf(owner) {
    const key = keyOf(owner);
    const own = hostnamesOf(readListeners(owner, EVERYTHING));
    return groupKindId(key) === groupKindId(GATEWAY) ? [...own, ...(yield* hostnamesOfSets(key))] : own;
  },
};

function* hostnamesOfSets(gateway: ObjectKey): Rule<readonly string[]> {
  const merged = yield* verdict(mergedListeners, gateway);
  if (merged.state !== 'judged') return [];
  const hostnames: string[] = [];
  for (const { key } of merged.value.owners.slice(1)) {
    const pool = yield* verdict(listenerPool, key);
    if (pool.state === 'judged' && pool.value.state === 'pool')
      hostnames.push(...hostnamesOf(pool.value.listeners));
  }
  return hostnames;
}

function hostnamesOf(listeners: readonly Listener[]): readonly string[] {
  return listeners.filter(({ protocol }) => WITH_HOSTNAMES.has(protocol)).map(({ hostname }) => hostname);
}
