import { asList, asString, getIn, type Json } from '../../kube/json.ts';

const EVERYTHING = 'everything';
const MOST_NAMED = 2;

/** What a rule of a route takes, in a few characters: `/checkout*`, `GET /login, and 2 more`. */
export function describeRule(routeKind: string, rule: Json | undefined): string {
  const describe = MATCHES[routeKind];
  const matches = asList(getIn(rule, 'matches'));
  if (describe === undefined || matches.length === 0) return EVERYTHING;
  const texts = [...new Set(matches.map(describe))];
  const rest = texts.length - MOST_NAMED;
  const named = texts.slice(0, MOST_NAMED).join(', ');
  return rest > 0 ? `${named}, and ${rest} more` : named;
}

/** Kinds whose rules have no matches take whatever the listener gives them. */
const MATCHES: { readonly [routeKind: string]: (match: Json) => string } = {
  HTTPRoute: describeHttp,
  GRPCRoute: describeGrpc,
};

function describeHttp(match: Json): string {
  const method = asString(getIn(match, 'method'));
  const further = asList(getIn(match, 'headers')).length + asList(getIn(match, 'queryParams')).length;
  const parts = [method, pathText(match), further === 0 ? undefined : `+${further}`];
  return parts.filter((part) => part !== undefined).join(' ');
}

function pathText(match: Json): string {
  const value = asString(getIn(match, 'path', 'value')) ?? '/';
  switch (asString(getIn(match, 'path', 'type')) ?? 'PathPrefix') {
    case 'Exact':
      return value;
    case 'RegularExpression':
      return `~ ${value}`;
    default:
      return value.endsWith('/') ? `${value}*` : `${value}/*`;
  }
}

function describeGrpc(match: Json): string {
  const service = asString(getIn(match, 'method', 'service')) ?? '*';
  const method = asString(getIn(match, 'method', 'method')) ?? '*';
  const further = asList(getIn(match, 'headers')).length;
  const called = service === '*' && method === '*' ? EVERYTHING : `${service}/${method}`;
  return further === 0 ? called : `${called} +${further}`;
}
