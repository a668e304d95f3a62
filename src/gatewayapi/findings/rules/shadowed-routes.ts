import { formatKey, type ObjectKey, objectKeyId, sameKey } from '../../../kube/object-key.ts';
import type { ParentAttachment } from '../../attachment/parent-attachment.ts';
import { routeAttachment } from '../../attachment/route-attachment.ts';
import { verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { ROUTE_KINDS } from '../../groups.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';
import { type GatewayShadows, gatewayShadows, pathOf, type Shadow } from '../gateway-shadows.ts';

/** semantics.md D.2: matches and routes that get no requests because an equal one goes first. */
export const shadowedRoutes: FindingRule = {
  codes: ['MATCH_SHADOWED', 'ROUTE_KINDS_SHARE_HOSTNAME', 'ROUTE_SHADOWED'],
  kinds: ROUTE_KINDS,
  *find(_route, key) {
    const answer = yield* verdict(routeAttachment, key);
    const parents = answer.state === 'judged' ? answer.value.parents : [];
    const id = objectKeyId(key);
    const shadows: Shadow[] = [];
    const clashes: GatewayShadows['clashes'][string][number][] = [];
    for (const gateway of gatewaysOf(parents)) {
      const found = yield* verdict(gatewayShadows, gateway);
      if (found.state !== 'judged') continue;
      shadows.push(...(found.value.shadows[id] ?? []));
      clashes.push(...(found.value.clashes[id] ?? []));
    }
    const [clash] = clashes;
    const byPath = Map.groupBy(shadows, ({ place }) => pathOf(place));
    return [
      ...[...byPath].map(([path, ofPath]) => shadowFinding(key, path, ofPath)),
      ...(clash === undefined ? [] : [clashFinding(key, clash)]),
    ];
  },
};

function gatewaysOf(parents: readonly ParentAttachment[]): Iterable<ObjectKey> {
  const gateways = parents.flatMap(({ attached, gateway }) =>
    attached === true && gateway !== undefined ? [gateway] : [],
  );
  return new Map(gateways.map((gateway) => [objectKeyId(gateway), gateway])).values();
}

const MOST_LISTED = 4;

/** One finding for a match, on however many listeners and hostnames it loses. */
function shadowFinding(key: ObjectKey, path: string, shadows: readonly Shadow[]): TimedFinding {
  const [first] = shadows;
  const places = [...new Set(shadows.map(placeText))];
  const more = places.length > MOST_LISTED ? ` and ${places.length - MOST_LISTED} more` : '';
  const where = `${places.slice(0, MOST_LISTED).join(', ')}${more}`;
  const winners = new Map(shadows.map(({ winner }) => [objectKeyId(winner), winner]));
  const isOwn = first !== undefined && sameKey(first.winner, key);
  const winner = first === undefined ? '' : isOwn ? 'this route' : formatKey(first.winner);
  const isMatch = first?.place !== undefined;
  const message = isMatch
    ? `gets no requests on ${where}: ${first?.winnerPath} of ${winner} matches the same and goes first (${first?.why})`
    : `gets no traffic on ${where}: ${winner} goes first (${first?.why})`;
  return findingOf(key, {
    code: isMatch ? 'MATCH_SHADOWED' : 'ROUTE_SHADOWED',
    message,
    path,
    hint: isMatch
      ? 'Remove one of the two, or make this one more special: a longer path, a method, a header.'
      : 'A listener serves one such route: use a listener or a hostname of its own.',
    related: [...winners.values()].filter((each) => !sameKey(each, key)),
  });
}

function placeText({ owner, listener, hostname }: Shadow): string {
  const name = hostname === '' ? '' : ` for ${hostname}`;
  return `listener ${listener} of ${formatKey(owner)}${name}`;
}

function clashFinding(
  key: ObjectKey,
  { listener, hostname, other }: GatewayShadows['clashes'][string][number],
): TimedFinding {
  const name = hostname === '' ? 'all hostnames' : hostname;
  return findingOf(key, {
    code: 'ROUTE_KINDS_SHARE_HOSTNAME',
    message: `${formatKey(other)} is on listener ${listener} for ${name}, too: some controllers accept one kind of route for a hostname, the older route's`,
    path: 'spec.hostnames',
    hint: 'Use hostnames of their own for gRPC, if the Gateway may change its controller.',
    related: [other],
  });
}
