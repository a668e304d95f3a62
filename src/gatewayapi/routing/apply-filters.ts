import {
  asList,
  asNumber,
  asObject,
  asString,
  isObject,
  type Json,
  type JsonObject,
} from '../../kube/json.ts';
import { formatKey } from '../../kube/object-key.ts';
import { corsHeaders, isPreflight } from './cors.ts';
import type { Exchange } from './exchange.ts';
import { changeHeaders, composeChanges, headerChanges } from './header-changes.ts';
import { redirectTo } from './redirect.ts';
import { filterReference, targetOf, usability, type VerdictOf } from './reference-verdict.ts';
import { replacePath } from './replace-path.ts';

interface FilterContext {
  readonly verdictOf: VerdictOf;
  /** The share of a rule's requests that reaches the filter: 1, or that of the backend that holds it. */
  readonly share: number;
}

type FilterEffect = (exchange: Exchange, settings: JsonObject, context: FilterContext) => Exchange;

/** By `type`: the field that holds the settings, and what the filter does. */
const FILTERS: { readonly [type: string]: readonly [field: string, effect: FilterEffect] } = {
  RequestHeaderModifier: ['requestHeaderModifier', modifyRequestHeaders],
  ResponseHeaderModifier: ['responseHeaderModifier', modifyResponseHeaders],
  URLRewrite: ['urlRewrite', rewriteUrl],
  RequestRedirect: ['requestRedirect', redirect],
  RequestMirror: ['requestMirror', mirror],
  CORS: ['cors', cors],
  ExternalAuth: ['externalAuth', externalAuth],
  ExtensionRef: ['extensionRef', extension],
};

/** Runs filters in the order they are listed, until one answers (semantics.md D.4). */
export function applyFilters(
  exchange: Exchange,
  filters: Json | undefined,
  context: FilterContext,
): Exchange {
  let current = exchange;
  for (const filter of asList(filters)) {
    if (current.answer !== undefined) break;
    current = applyFilter(current, asObject(filter), context);
  }
  return current;
}

function applyFilter(exchange: Exchange, filter: JsonObject, context: FilterContext): Exchange {
  const type = asString(filter['type']) ?? '';
  const known = Object.hasOwn(FILTERS, type) ? FILTERS[type] : undefined;
  if (known === undefined) return note(exchange, `what a filter of type ${JSON.stringify(type)} does`);
  const [field, effect] = known;
  return effect(exchange, asObject(filter[field]), context);
}

function note(exchange: Exchange, sentence: string): Exchange {
  return { ...exchange, opaque: [...exchange.opaque, sentence] };
}

function modifyRequestHeaders(exchange: Exchange, settings: JsonObject): Exchange {
  return { ...exchange, headers: changeHeaders(exchange.headers, headerChanges(settings)) };
}

function modifyResponseHeaders(exchange: Exchange, settings: JsonObject): Exchange {
  const responseHeaders = composeChanges(exchange.responseHeaders, headerChanges(settings));
  return { ...exchange, responseHeaders };
}

function rewriteUrl(exchange: Exchange, settings: JsonObject): Exchange {
  const host = asString(settings['hostname']) ?? exchange.host;
  const modifier = settings['path'];
  if (!isObject(modifier)) return { ...exchange, host };
  const path = replacePath(exchange.path, modifier, exchange.matchedPrefix);
  if (path !== undefined) return { ...exchange, host, path };
  return note({ ...exchange, host }, 'how a path is rewritten whose match compared no prefix');
}

function redirect(exchange: Exchange, settings: JsonObject): Exchange {
  const to = redirectTo(settings, {
    scheme: exchange.scheme,
    hostname: exchange.sent.hostname === '' ? undefined : exchange.sent.hostname,
    path: exchange.path,
    query: exchange.sent.query,
    listenerPort: exchange.listenerPort,
    matchedPrefix: exchange.matchedPrefix,
  });
  const message = `redirected to ${to.location ?? `${to.scheme} ${to.path} on the host dialled`}`;
  return { ...exchange, answer: { statusCode: to.statusCode, message, redirect: to } };
}

/** A mirror whose reference is broken is dropped; the request itself goes its way. */
function mirror(exchange: Exchange, settings: JsonObject, { verdictOf, share }: FilterContext): Exchange {
  const reference = filterReference({ requestMirror: settings });
  if (reference === undefined) return exchange;
  const verdict = verdictOf(reference);
  const fraction = usability(verdict) === 'broken' ? 0 : share * mirrorFraction(settings);
  const copy = { ...targetOf(verdict), fraction, resolution: verdict.resolution };
  return { ...exchange, mirrors: [...exchange.mirrors, copy] };
}

function mirrorFraction(settings: JsonObject): number {
  const percent = asNumber(settings['percent']);
  if (percent !== undefined) return percent / 100;
  const fraction = settings['fraction'];
  if (!isObject(fraction)) return 1;
  const denominator = asNumber(fraction['denominator']) ?? 100;
  return denominator > 0 ? Math.min((asNumber(fraction['numerator']) ?? 0) / denominator, 1) : 0;
}

function cors(exchange: Exchange, settings: JsonObject): Exchange {
  const set = corsHeaders(settings, exchange.sent);
  const responseHeaders = composeChanges(exchange.responseHeaders, { set, add: [], remove: [] });
  const next = { ...exchange, responseHeaders };
  if (!isPreflight(exchange.sent)) return next;
  const message =
    set.length === 0
      ? 'the gateway answers the CORS preflight without allowing the origin'
      : 'the gateway answers the CORS preflight';
  return { ...next, answer: { statusCode: 204, message } };
}

function externalAuth(exchange: Exchange, settings: JsonObject, { verdictOf }: FilterContext): Exchange {
  const reference = filterReference({ externalAuth: settings });
  const server =
    reference === undefined ? 'its server' : formatKey(verdictOf(reference).resolution.reference.target);
  return note(exchange, `whether ${server} (ExternalAuth) lets the request pass`);
}

function extension(exchange: Exchange, settings: JsonObject, { verdictOf }: FilterContext): Exchange {
  return note(
    exchange,
    `what ${formatKey(verdictOf(settings).resolution.reference.target)} (ExtensionRef) does`,
  );
}
