import { formatKey } from '../../kube/object-key.ts';
import { answeredStatus, brokenBackendStatus } from './answered-status.ts';
import { applyFilters } from './apply-filters.ts';
import { type BackendShare, backendShares } from './backend-shares.ts';
import { type Exchange, forwardedRequest } from './exchange.ts';
import { targetOf, type Usability, usability, type VerdictOf } from './reference-verdict.ts';
import { refusedFilter } from './refused-filter.ts';
import type { MatchedRule, SimulatedBackend, SimulatedMirror } from './simulation.ts';

export interface AnsweredBackend {
  readonly backend: SimulatedBackend;
  readonly usability: Usability;
  /** Mirrors among the backend's own filters. */
  readonly ownMirrors: readonly SimulatedMirror[];
  readonly opaque: readonly string[];
  /** Why the backend takes no request; "" when it does. */
  readonly problem: string;
}

/** Every backend of a rule with what it would get, after the rule's filters and its own. */
export function answerBackends(
  rule: MatchedRule,
  exchange: Exchange,
  verdictOf: VerdictOf,
): AnsweredBackend[] {
  return backendShares(rule.node).map((share) => answerBackend(share, exchange, verdictOf));
}

function answerBackend(
  { node, weight, share }: BackendShare,
  exchange: Exchange,
  verdictOf: VerdictOf,
): AnsweredBackend {
  const verdict = verdictOf(node);
  const { target, port } = targetOf(verdict);
  const refused = refusedFilter(node['filters'], verdictOf);
  const usable = refused === undefined ? usability(verdict) : 'broken';
  const fresh: Exchange = { ...exchange, mirrors: [], opaque: [] };
  const after = refused === undefined ? applyFilters(fresh, node['filters'], { verdictOf, share }) : fresh;
  const own =
    after.answer === undefined
      ? []
      : [`how ${formatKey(target)}'s own filter answers: ${after.answer.message}`];
  const unsure = usable === 'opaque' ? [`whether ${verdict.resolution.message}`] : [];
  return {
    usability: usable,
    ownMirrors: after.mirrors,
    opaque: [...after.opaque, ...own, ...unsure],
    problem: refused ?? problemOf(usable, verdict.resolution.message, formatKey(target)),
    backend: {
      target,
      port,
      weight,
      share,
      resolution: verdict.resolution,
      statusCode: statusOf(usable, exchange.sent.scheme),
      sni: verdict.serverName,
      request: forwardedRequest(after),
      responseHeaders: after.responseHeaders,
    },
  };
}

function problemOf(usable: Usability, message: string, name: string): string {
  if (usable === 'noEndpoints') return `${name} has no ready endpoint`;
  return usable === 'broken' ? message : '';
}

function statusOf(usable: Usability, scheme: Exchange['sent']['scheme']): number | undefined {
  if (usable === 'broken') return brokenBackendStatus(scheme);
  return usable === 'noEndpoints' ? answeredStatus(scheme, 503) : undefined;
}
