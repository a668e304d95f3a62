import { asList, getIn } from '../../kube/json.ts';
import { formatKey } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { answerBackends } from './answer-backends.ts';
import { place } from './answer-rule.ts';
import { backendVerdict, weightNotes } from './backend-verdict.ts';
import type { Exchange } from './exchange.ts';
import type { VerdictOf } from './reference-verdict.ts';
import type { MatchedRule, Simulation } from './simulation.ts';

/**
 * A connection or datagram that a TLSRoute, TCPRoute or UDPRoute forwards (semantics.md D.6, D.7): a backend by
 * weight, and nothing else. A broken backend's share is refused or dropped, without a status.
 */
export function answerConnection(
  rule: MatchedRule,
  opened: Exchange,
  { verdictOf, passthrough }: { readonly verdictOf: VerdictOf; readonly passthrough: boolean },
): Simulation {
  const answered = answerBackends(rule, opened, verdictOf);
  // Bytes of a request inside TLS pass as they are; without one there is nothing to show.
  const shown = opened.sent.scheme === 'HTTPS' || opened.sent.scheme === 'GRPC';
  const backends = answered.map(({ backend }) => ({
    ...backend,
    statusCode: undefined,
    // What passes through still has the handshake of the client.
    sni: passthrough ? opened.sent.sni || undefined : backend.sni,
    request: shown ? backend.request : undefined,
  }));
  return {
    ...place(rule),
    ...backendVerdict(rule, opened.sent.scheme, answered),
    statusCode: undefined,
    incomplete: answered.some(({ backend, usability }) => backend.share > 0 && usability === 'unknown'),
    backends,
    mirrors: [],
    request: backends[0]?.request,
    opaque: [...answered.flatMap(({ opaque }) => opaque), ...weightNotes(answered), ...furtherRules(rule)],
  };
}

/** Objects of v1alpha2 may hold more rules than the one that the specification has a meaning for. */
function furtherRules({ route }: MatchedRule): readonly string[] {
  const count = asList(getIn(route, 'spec', 'rules')).length;
  return count > 1
    ? [`what the other rules of ${formatKey(keyOf(route))} do; only the first is simulated`]
    : [];
}
