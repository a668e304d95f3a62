import { getIn, type Json } from '../../kube/json.ts';
import { type RuleCheck, unsupported } from './rule-problem.ts';

const DURATION = /^(\d{1,5}(h|m|s|ms)){1,4}$/;
const PART = /(\d+)(ms|h|m|s)/g;
const MILLISECONDS: { readonly [unit: string]: number } = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** T:http HTTPRouteTimeouts: one try may not be given more time than the whole, unless that has no limit ("0s"). */
export const checkTimeouts: RuleCheck = (rule) => {
  const request = duration(getIn(rule, 'timeouts', 'request'));
  const backendRequest = duration(getIn(rule, 'timeouts', 'backendRequest'));
  if (request === 'invalid' || backendRequest === 'invalid') {
    return unsupported('a timeout is a number with a unit: 10s, 1m30s, 500ms');
  }
  return request !== undefined && backendRequest !== undefined && request > 0 && backendRequest > request
    ? unsupported('timeouts.backendRequest is longer than timeouts.request')
    : undefined;
};

/** In milliseconds. */
function duration(value: Json | undefined): number | 'invalid' | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || !DURATION.test(value)) return 'invalid';
  let total = 0;
  for (const [, count, unit] of value.matchAll(PART))
    total += Number(count) * (MILLISECONDS[unit ?? ''] ?? 0);
  return total;
}
