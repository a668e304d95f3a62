import type { Listener } from './listener.ts';

/** Why a listener is not accepted beside the others of its Gateway. */
export interface Conflict {
  readonly reason: 'HostnameConflict' | 'ProtocolConflict';
  readonly message: string;
}

export interface ConflictRules {
  /** Whether TLS listeners that terminate and that pass through may share a port (TLSRouteModeMixed). */
  readonly mixedTlsModes: boolean;
}

/**
 * semantics.md C.4. `tiers` are the listeners of a Gateway and of its ListenerSets in order of precedence, those that
 * are spec-valid only, so that a broken listener never knocks out a good one. Between tiers the higher one keeps its
 * port; within a tier nobody wins. A listener that lost to a higher tier takes nothing from anybody.
 */
export function listenerConflicts(
  tiers: readonly (readonly Listener[])[],
  rules: ConflictRules,
): ReadonlyMap<Listener, Conflict> {
  const conflicts = new Map<Listener, Conflict>();
  const taken = new PortTable(rules);
  for (const tier of tiers) {
    const remaining: Listener[] = [];
    for (const listener of tier) {
      const clash = taken.clash(listener);
      if (clash === undefined) remaining.push(listener);
      else conflicts.set(listener, lostTo(clash, listener));
    }
    for (const [listener, conflict] of conflictsWithin(remaining, rules)) conflicts.set(listener, conflict);
    for (const listener of remaining) taken.add(listener);
  }
  return conflicts;
}

type Clash = 'protocol' | 'hostname';

/** Words of a ListenerSet's status must not reveal what stands in others. */
function lostTo(clash: Clash, { port, hostname }: Listener): Conflict {
  return clash === 'protocol'
    ? {
        reason: 'ProtocolConflict',
        message: `a listener of higher precedence uses port ${port} with another protocol`,
      }
    : {
        reason: 'HostnameConflict',
        message: `a listener of higher precedence has ${hostnameText(hostname)} on port ${port}`,
      };
}

function conflictsWithin(tier: readonly Listener[], rules: ConflictRules): ReadonlyMap<Listener, Conflict> {
  const table = new PortTable(rules);
  for (const listener of tier) table.add(listener);
  const conflicts = new Map<Listener, Conflict>();
  for (const listener of tier) {
    const clash = table.clash(listener, { without: listener });
    if (clash === 'protocol') {
      const message = `other listeners beside it use port ${listener.port} with a protocol that cannot share it`;
      conflicts.set(listener, { reason: 'ProtocolConflict', message });
    } else if (clash === 'hostname') {
      const message = `another listener beside it has ${hostnameText(listener.hostname)} on port ${listener.port}`;
      conflicts.set(listener, { reason: 'HostnameConflict', message });
    }
  }
  return conflicts;
}

function hostnameText(hostname: string): string {
  return hostname === '' ? 'no hostname, too,' : `hostname ${hostname}`;
}

/** Protocols that share a port by hostname; TLS is told apart by SNI whoever ends it. */
const SHARING: ReadonlyMap<string, string> = new Map([
  ['HTTP', 'HTTP'],
  ['HTTPS', 'TLS'],
  ['TLS', 'TLS'],
]);

/** What is taken of each port: how many listeners of each group, and of each hostname in it. */
class PortTable {
  readonly #ports = new Map<string, Map<string, number>>();
  readonly #rules: ConflictRules;

  constructor(rules: ConflictRules) {
    this.#rules = rules;
  }

  add(listener: Listener): void {
    const counts = this.#countsOf(listener);
    for (const mark of marksOf(listener)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  }

  /** What `listener` clashes with, not counting itself where it is in the table. */
  clash(listener: Listener, { without }: { without?: Listener } = {}): Clash | undefined {
    if (listener.port === 0) return undefined;
    const counts = this.#countsOf(listener);
    const own = without === undefined ? NO_MARKS : new Set(marksOf(without));
    const others = (mark: string): number => (counts.get(mark) ?? 0) - (own.has(mark) ? 1 : 0);
    const group = SHARING.get(listener.protocol);
    if (others('all') > (group === undefined ? 0 : others(`group ${group}`))) return 'protocol';
    if (!this.#rules.mixedTlsModes && others(`mode ${otherMode(listener)}`) > 0) return 'protocol';
    return others(`host ${listener.hostname}`) > 0 ? 'hostname' : undefined;
  }

  #countsOf({ port, protocol }: Listener): Map<string, number> {
    const id = `${protocol === 'UDP' ? 'udp' : 'tcp'}/${port}`;
    let counts = this.#ports.get(id);
    if (counts === undefined) {
      counts = new Map();
      this.#ports.set(id, counts);
    }
    return counts;
  }
}

const NO_MARKS: ReadonlySet<string> = new Set();

function marksOf(listener: Listener): readonly string[] {
  const group = SHARING.get(listener.protocol);
  if (group === undefined) return ['all'];
  const mode = listener.protocol === 'TLS' ? [`mode ${listener.tlsMode}`] : [];
  return ['all', `group ${group}`, `host ${listener.hostname}`, ...mode];
}

/** The mode that a TLS listener cannot share a port with; HTTPS shares with both. */
function otherMode({ protocol, tlsMode }: Listener): string {
  if (protocol !== 'TLS') return '';
  return tlsMode === 'Terminate' ? 'Passthrough' : 'Terminate';
}
