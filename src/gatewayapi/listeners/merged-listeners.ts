import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { type Capabilities, supports } from '../capabilities/capabilities.ts';
import { comparePrecedence } from '../compare-precedence.ts';
import { entriesAcross, type Gathered } from '../entries-across.ts';
import { type EntryIndex, kindFact, lookup, type Rule, verdict, verdictRule } from '../fact.ts';
import type { Listener } from './listener.ts';
import { listenerCertificates } from './listener-certificates.ts';
import { type Conflict, listenerConflicts } from './listener-conflicts.ts';
import { allowedSets, type ListenerPool, listenerPool } from './listener-pool.ts';
import { listenerSetIndexes } from './listener-set-parent.ts';
import { overlappingTls, type TlsListener, type TlsOverlap } from './overlapping-tls.ts';

/** What stands beside a listener, seen over all listeners of its Gateway. */
export interface ListenerSurroundings {
  readonly index: number;
  readonly conflict: Conflict | undefined;
  readonly overlap: TlsOverlap | undefined;
}

export interface MergedOwner {
  /** The Gateway or a ListenerSet that it lets in. */
  readonly key: ObjectKey;
  readonly listeners: readonly ListenerSurroundings[];
}

export interface MergedListeners {
  /** In order of precedence: the Gateway, then ListenerSets by age and name. */
  readonly owners: readonly MergedOwner[];
  /** False where ListenerSets may exist that could not be seen. */
  readonly complete: boolean;
}

/** semantics.md C.1 steps 3 and 6: the listeners of a Gateway and its ListenerSets, judged beside each other. */
export const mergedListeners = verdictRule<MergedListeners>('mergedListeners', function* (object, key) {
  const own = yield* verdict(listenerPool, key);
  if (own.state !== 'judged' || own.value.state !== 'pool') return { owners: [], complete: true };
  const gateway: Member = { key, listeners: own.value.listeners };
  const owners: MergedOwner[] = [];
  // Where no set is let in, those that nobody could see do not matter.
  const letsSetsIn = allowedSets(object).from !== 'None';
  let complete = true;
  for (const index of listenerSetIndexes) {
    const sets = yield* admittedSets(index, key);
    complete &&= sets.complete || !letsSetsIn;
    const [merged, ...mergedSets] = yield* merge([gateway, ...sets.values], own.value.capabilities);
    owners.push(...(owners.length === 0 && merged !== undefined ? [merged] : []), ...mergedSets);
  }
  return { owners, complete };
});

interface Member {
  readonly key: ObjectKey;
  readonly listeners: readonly Listener[];
}

/** The sets of one kind that the Gateway lets in, those of higher precedence first. */
function* admittedSets(index: EntryIndex<ObjectKey>, gateway: ObjectKey): Rule<Gathered<Member>> {
  // Few clusters serve both kinds; to list one that is not there would be told to whoever asks.
  if ((yield* kindFact(index.kind)).state === 'notServed') return { values: [], complete: true };
  const gathered = yield* entriesAcross(index, objectKeyId(gateway), gateway.namespace);
  const sets: { readonly object: RawObject; readonly member: Member }[] = [];
  let complete = gathered.complete;
  for (const key of gathered.values) {
    const answer = yield* lookup(key);
    const pool = yield* verdict(listenerPool, key);
    if (answer.state !== 'found' || pool.state !== 'judged') continue;
    if (pool.value.state === 'unknown') complete = false;
    if (isAdmitted(pool.value))
      sets.push({ object: answer.object, member: { key, listeners: pool.value.listeners } });
  }
  sets.sort((a, b) => comparePrecedence(a.object, b.object));
  return { values: sets.map(({ member }) => member), complete };
}

function isAdmitted(pool: ListenerPool): pool is Extract<ListenerPool, { state: 'pool' }> {
  return pool.state === 'pool' && pool.refused === undefined;
}

function* merge(members: readonly Member[], capabilities: Capabilities): Rule<readonly MergedOwner[]> {
  const tiers = members.map(({ listeners }) => listeners.filter(({ problem }) => problem === undefined));
  const conflicts = listenerConflicts(tiers, { mixedTlsModes: supports(capabilities, 'TLSRouteModeMixed') });
  const withTls: TlsListener[] = [];
  for (const [position, { key }] of members.entries()) {
    const accepted = (tiers[position] ?? []).filter((listener) => !conflicts.has(listener));
    withTls.push(...(yield* certificateNames(key, accepted)));
  }
  const overlaps = overlappingTls(withTls);
  return members.map(({ key, listeners }) => ({
    key,
    listeners: listeners.map((listener) => ({
      index: listener.index,
      conflict: conflicts.get(listener),
      overlap: overlaps.get(listener),
    })),
  }));
}

function* certificateNames(key: ObjectKey, listeners: readonly Listener[]): Rule<readonly TlsListener[]> {
  const withTls = listeners.filter(({ tlsMode }) => tlsMode !== undefined);
  if (withTls.length === 0) return [];
  const answer = yield* verdict(listenerCertificates, key);
  return withTls.map((listener) => ({
    listener,
    certificateNames: (answer.state === 'judged' ? answer.value[listener.index]?.names : undefined) ?? [],
  }));
}
