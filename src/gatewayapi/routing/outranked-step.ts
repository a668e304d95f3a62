import { formatKey } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { compareBytes } from '../compare-bytes.ts';
import type { FoundMatch } from './find-match.ts';
import { decidingStep, type MatchEntry, type PathType, routeOf } from './match-entry.ts';
import type { PrecedenceStep } from './precedence-step.ts';

export interface Decision {
  readonly decidedBy: PrecedenceStep;
  readonly message: string;
}

/** By which step `winner` goes before `loser`, both of which the request meets. */
export function outrankedBy(loser: FoundMatch, winner: FoundMatch): Decision {
  if (loser.hostname !== winner.hostname) return byHostname(loser.hostname, winner.hostname);
  if (routeOf(loser.entry).kind !== routeOf(winner.entry).kind) {
    return { decidedBy: 'KIND', message: 'on one hostname a GRPCRoute goes before an HTTPRoute' };
  }
  const step = decidingStep(loser.entry, winner.entry) ?? 'MATCH_ORDER';
  return { decidedBy: step, message: MESSAGES[step]?.(loser.entry, winner.entry) ?? '' };
}

export function byHostname(loser: string, winner: string): Decision {
  const name = (hostname: string) => (hostname === '' ? 'no hostname' : hostname);
  return { decidedBy: 'HOSTNAME', message: `${name(loser)} is less specific than ${name(winner)}` };
}

/** By age, else by name: for routes that are equal in everything else. */
export function byAgeOrName(loser: RawObject, winner: RawObject): Decision {
  const [younger, older] = [loser.metadata.creationTimestamp, winner.metadata.creationTimestamp];
  if (younger !== older) return { decidedBy: 'AGE', message: ageMessage(loser, winner) };
  return { decidedBy: 'NAME', message: nameMessage(loser, winner) };
}

const PATH_TYPES: { readonly [T in PathType]: string } = {
  EXACT: 'an exact path or method',
  PATTERN: 'a regular expression',
  PREFIX: 'a path prefix',
  NONE: 'every method',
  UNKNOWN: 'an unknown type',
};

type Message = (loser: MatchEntry, winner: MatchEntry) => string;

const MESSAGES: { readonly [S in PrecedenceStep]?: Message } = {
  PATH_TYPE: (loser, winner) => `${PATH_TYPES[loser.pathType]} goes after ${PATH_TYPES[winner.pathType]}`,
  PATH_LENGTH: (loser, winner) => `${loser.path || '/'} is shorter than ${winner.path}`,
  SERVICE_LENGTH: (loser, winner) => shorter('service', loser.service, winner.service),
  METHOD_LENGTH: (loser, winner) => shorter('method', loser.grpcMethod, winner.grpcMethod),
  METHOD: (_, winner) => `it names no method, the winner names ${winner.method}`,
  HEADERS: (loser, winner) => fewer('header', loser.headers.length, winner.headers.length),
  QUERY_PARAMS: (loser, winner) => fewer('query parameter', loser.params.length, winner.params.length),
  AGE: (loser, winner) => ageMessage(routeOf(loser), routeOf(winner)),
  NAME: (loser, winner) => nameMessage(routeOf(loser), routeOf(winner)),
  RULE_ORDER: (_, winner) => `rule ${winner.rule.index} of the same route comes first`,
  MATCH_ORDER: (_, winner) => `match ${winner.matchIndex} of the same rule comes first`,
};

function shorter(what: string, loser: string, winner: string): string {
  return loser === '' ? `it names no ${what}` : `${what} ${loser} is shorter than ${winner}`;
}

function fewer(what: string, loser: number, winner: number): string {
  return `it names ${loser === 0 ? 'no' : loser} ${what}${loser === 1 ? '' : 's'}, the winner ${winner}`;
}

function ageMessage(loser: RawObject, winner: RawObject): string {
  const created = loser.metadata.creationTimestamp;
  if (created === undefined) return 'it has no creationTimestamp and counts as the newest';
  return `it is younger than ${formatKey(keyOf(winner))} (${winner.metadata.creationTimestamp}, it is of ${created})`;
}

function nameMessage(loser: RawObject, winner: RawObject): string {
  const order = `${formatKey(keyOf(winner))} comes first by namespace and name`;
  if (winner.metadata.creationTimestamp === undefined) {
    return `${order}; neither has a creationTimestamp, on a server the older one would win`;
  }
  // The specification compares the joined text, controllers compare namespace and name (semantics.md I).
  return compareBytes(joined(winner), joined(loser)) < 0
    ? order
    : `${order}; by "namespace/name" as one text it would not`;
}

function joined({ metadata }: RawObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
