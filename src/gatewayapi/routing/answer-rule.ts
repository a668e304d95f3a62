import { asString } from '../../kube/json.ts';
import { type AnsweredBackend, answerBackends } from './answer-backends.ts';
import { answeredStatus } from './answered-status.ts';
import { applyFilters } from './apply-filters.ts';
import { backendVerdict, weightNotes } from './backend-verdict.ts';
import { type Exchange, forwardedRequest } from './exchange.ts';
import { NO_CHANGES } from './header-changes.ts';
import type { VerdictOf } from './reference-verdict.ts';
import { refusedFilter } from './refused-filter.ts';
import type { MatchedRule, Simulation } from './simulation.ts';
import { retryOf, sessionNote, timeoutsOf } from './traffic-settings.ts';

/**
 * What a rule makes of an HTTP or gRPC request that it has won: filters in their order, then a backend (semantics.md
 * D.4, D.5).
 */
export function answerRule(rule: MatchedRule, opened: Exchange, verdictOf: VerdictOf): Simulation {
  const refused = refusedFilter(rule.node['filters'], verdictOf);
  if (refused !== undefined) return refusedSimulation(rule, opened, refused);
  const exchange = applyFilters(opened, rule.node['filters'], { verdictOf, share: 1 });
  if (exchange.answer !== undefined) return gatewayAnswer(rule, exchange, exchange.answer);
  return backendAnswer(rule, exchange, answerBackends(rule, exchange, verdictOf));
}

export function place({ route, ruleIndex, node }: MatchedRule) {
  return { route, ruleIndex, ruleName: asString(node['name']) };
}

function refusedSimulation(rule: MatchedRule, { sent }: Exchange, message: string): Simulation {
  return {
    ...place(rule),
    outcome: 'RESPONDED',
    message,
    statusCode: answeredStatus(sent.scheme, 500),
    incomplete: false,
    backends: [],
    mirrors: [],
    opaque: [],
  };
}

function gatewayAnswer(
  rule: MatchedRule,
  exchange: Exchange,
  answer: NonNullable<Exchange['answer']>,
): Simulation {
  const { statusCode, message, redirect } = answer;
  return {
    ...place(rule),
    outcome: redirect === undefined ? 'RESPONDED' : 'REDIRECTED',
    message,
    statusCode,
    redirect,
    incomplete: false,
    backends: [],
    mirrors: exchange.mirrors,
    responseHeaders: exchange.responseHeaders,
    opaque: exchange.opaque,
  };
}

function backendAnswer(rule: MatchedRule, exchange: Exchange, answered: AnsweredBackend[]): Simulation {
  const { node } = rule;
  const backends = answered.map(({ backend }) => backend);
  const receiving = answered.filter(({ backend }) => backend.share > 0);
  const only = receiving.length === 1 ? receiving[0] : undefined;
  return {
    ...place(rule),
    ...backendVerdict(rule, exchange.sent.scheme, answered),
    incomplete: receiving.some(({ usability }) => usability === 'unknown'),
    backends,
    mirrors: [...exchange.mirrors, ...answered.flatMap(({ ownMirrors }) => ownMirrors)],
    request: forwardedRequest(exchange),
    // Whichever backend is chosen; where there is one, that is all there is.
    responseHeaders: only?.backend.responseHeaders ?? exchange.responseHeaders ?? NO_CHANGES,
    timeouts: timeoutsOf(node),
    retry: retryOf(node),
    opaque: [
      ...exchange.opaque,
      ...receiving.flatMap(({ opaque }) => opaque),
      ...weightNotes(answered),
      ...sessionNote(node),
    ],
  };
}
