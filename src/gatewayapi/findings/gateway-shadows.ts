import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { comparePrecedence } from '../compare-precedence.ts';
import { type Rule, verdict, verdictRule } from '../fact.ts';
import { gatewayRouting } from '../routing/gateway-routing.ts';
import { byAgeOrName } from '../routing/outranked-step.ts';
import type { AttachedRoute, RoutedListener } from '../routing/routed-listener.ts';
import { matchIdentities } from './match-identities.ts';

/** A match, or all of a route, that gets no requests on a listener because of another that goes first. */
export interface Shadow {
  /** The Gateway or ListenerSet whose listener it is. */
  readonly owner: ObjectKey;
  readonly listener: string;
  /** "" is any. */
  readonly hostname: string;
  /** Absent for routes without matches. */
  readonly place?: { readonly rule: number; readonly match: number; readonly written: boolean } | undefined;
  readonly winner: ObjectKey;
  readonly winnerPath: string;
  /** By what the winner goes first, as a sentence about the loser. */
  readonly why: string;
}

/** Routes of two kinds on one hostname, of which some controllers accept one kind only (semantics.md D.2). */
export interface KindClash {
  readonly listener: string;
  readonly hostname: string;
  readonly other: ObjectKey;
}

export interface GatewayShadows {
  /** By the id of the route that loses. */
  readonly shadows: { readonly [route: string]: readonly Shadow[] };
  readonly clashes: { readonly [route: string]: readonly KindClash[] };
}

interface Collected {
  readonly shadows: { [route: string]: Shadow[] };
  readonly clashes: { [route: string]: KindClash[] };
}

/** semantics.md D.2, D.6, D.7: which routes of a Gateway take requests from which others. */
export const gatewayShadows = verdictRule<GatewayShadows>('gatewayShadows', function* (_gateway, key) {
  const answer = yield* verdict(gatewayRouting, key);
  const collected: Collected = { shadows: {}, clashes: {} };
  for (const listener of answer.state === 'judged' ? answer.value.listeners : []) {
    yield* collect(listener, collected);
  }
  return collected;
});

/** What competes on one hostname of a listener for the same requests. */
interface Contender {
  readonly attached: AttachedRoute;
  readonly place: Shadow['place'];
}

const WITH_MATCHES: ReadonlySet<string> = new Set(['HTTPRoute', 'GRPCRoute']);

function* collect(listener: RoutedListener, collected: Collected): Rule<void> {
  const groups = new Map<string, Contender[]>();
  const add = (id: string, contender: Contender): void => {
    const group = groups.get(id);
    if (group === undefined) groups.set(id, [contender]);
    else group.push(contender);
  };
  for (const attached of listener.routes) {
    const { route, hostnames } = attached;
    const places = WITH_MATCHES.has(route.kind) ? yield* placesOf(attached) : WHOLE_ROUTE;
    for (const hostname of hostnames) {
      for (const { id, place } of places) add(`${route.kind} ${hostname} ${id}`, { attached, place });
    }
  }
  for (const [id, group] of groups) {
    if (group.length > 1) addShadows(listener, id.split(' ', 2)[1] ?? '', group, collected.shadows);
  }
  addClashes(listener, collected.clashes);
}

interface Place {
  readonly id: string;
  readonly place: Shadow['place'];
}

const WHOLE_ROUTE: readonly Place[] = [{ id: '', place: undefined }];

function* placesOf({ route, droppedRules = [] }: AttachedRoute): Rule<readonly Place[]> {
  const answer = yield* verdict(matchIdentities, keyOf(route));
  const identities = answer.state === 'judged' ? answer.value : [];
  return identities
    .filter(({ rule }) => !droppedRules.includes(rule))
    .map(({ id, rule, match, written }) => ({ id, place: { rule, match, written } }));
}

function addShadows(
  { gateway, listenerSet, name }: RoutedListener,
  hostname: string,
  group: readonly Contender[],
  shadows: Collected['shadows'],
): void {
  const [winner, ...losers] = group.toSorted(compareContenders);
  if (winner === undefined) return;
  for (const loser of losers) {
    const id = objectKeyId(keyOf(loser.attached.route));
    shadows[id] ??= [];
    shadows[id].push({
      owner: listenerSet ?? gateway,
      listener: name,
      hostname,
      place: loser.place,
      winner: keyOf(winner.attached.route),
      winnerPath: pathOf(winner.place),
      why: reasonOf(loser, winner),
    });
  }
}

/** They are equal in all that comes before age. */
function compareContenders(a: Contender, b: Contender): number {
  return (
    comparePrecedence(a.attached.route, b.attached.route) ||
    (a.place?.rule ?? 0) - (b.place?.rule ?? 0) ||
    (a.place?.match ?? 0) - (b.place?.match ?? 0)
  );
}

function reasonOf(loser: Contender, winner: Contender): string {
  if (loser.attached.route !== winner.attached.route) {
    return byAgeOrName(loser.attached.route, winner.attached.route).message;
  }
  return 'of one route, what is written first goes first';
}

/** `spec.rules[0].matches[1]` */
export function pathOf(place: Shadow['place']): string {
  if (place === undefined) return 'spec';
  const { rule, match, written } = place;
  return written ? `spec.rules[${rule}].matches[${match}]` : `spec.rules[${rule}]`;
}

/** The younger route loses where a controller takes one kind only. */
function addClashes({ name, routes }: RoutedListener, clashes: Collected['clashes']): void {
  const first = new Map<string, AttachedRoute>();
  const ordered = routes
    .filter(({ route }) => WITH_MATCHES.has(route.kind))
    .toSorted((a, b) => comparePrecedence(a.route, b.route));
  for (const attached of ordered) {
    for (const hostname of attached.hostnames) {
      const other = first.get(hostname)?.route;
      if (other === undefined) first.set(hostname, attached);
      else if (other.kind !== attached.route.kind) {
        const id = objectKeyId(keyOf(attached.route));
        clashes[id] ??= [];
        clashes[id].push({ listener: name, hostname, other: keyOf(other) });
      }
    }
  }
}
