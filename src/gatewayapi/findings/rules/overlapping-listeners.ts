import { verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { GATEWAY, LISTENER_SET, X_LISTENER_SET } from '../../groups.ts';
import { type ListenerVerdict, listenerVerdicts } from '../../listeners/listener-verdicts.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

const MOST_NAMED = 5;

/** semantics.md C.4, OverlappingTLSConfig; one finding for a port, on however many listeners the condition stands. */
export const overlappingListeners: FindingRule = {
  codes: ['LISTENER_TLS_OVERLAP'],
  kinds: [GATEWAY, LISTENER_SET, X_LISTENER_SET],
  *find(_owner, key) {
    const answer = yield* verdict(listenerVerdicts, key);
    const overlapping = answer.state === 'judged' ? answer.value.filter(overlaps) : [];
    const byPort = Map.groupBy(overlapping, ({ listener }) => listener.port);
    return [...byPort].flatMap(([port, onPort]): readonly TimedFinding[] => {
      const [first] = onPort;
      if (first === undefined) return [];
      const path = `spec.listeners[${first.listener.index}]`;
      const message = `on port ${port} the names or certificates of ${namesOf(onPort)} overlap those of other TLS listeners: clients that reuse a connection may ask the wrong one, and get 421`;
      return [findingOf(key, { code: 'LISTENER_TLS_OVERLAP', message, path, hint: HINT })];
    });
  },
};

const HINT =
  'Nothing, if your clients ask again after 421; else use hostnames and certificates without overlap.';

function overlaps({ surroundings }: ListenerVerdict): boolean {
  return surroundings?.overlap !== undefined;
}

function namesOf(verdicts: readonly ListenerVerdict[]): string {
  const names = verdicts.slice(0, MOST_NAMED).map(({ listener }) => listener.name);
  const more = verdicts.length - names.length;
  const listed = more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
  return `${verdicts.length === 1 ? 'listener' : 'listeners'} ${listed}`;
}
