import { asList, asNumber, type JsonObject } from '../../kube/json.ts';
import { originAllowed } from './cors-origin.ts';
import type { Header, SentRequest } from './sent-request.ts';

/** semantics.md D.4: a preflight asks on behalf of a later request, and the gateway itself answers it. */
export function isPreflight({ method, headerValues }: SentRequest): boolean {
  return (
    method === 'OPTIONS' && headerValues.has('origin') && headerValues.has('access-control-request-method')
  );
}

/** What a CORS filter adds to the response; nothing for an origin that is not allowed, or without one. */
export function corsHeaders(filter: JsonObject, request: SentRequest): readonly Header[] {
  const origin = request.headerValues.get('origin');
  const origins = strings(filter, 'allowOrigins');
  if (origin === undefined || !originAllowed(origin, origins)) return [];
  const credentials = filter['allowCredentials'] === true;
  const headers = [
    header('Access-Control-Allow-Origin', origins.includes('*') && !credentials ? '*' : origin),
    header('Access-Control-Allow-Credentials', credentials ? 'true' : undefined),
    header('Access-Control-Expose-Headers', listed(strings(filter, 'exposeHeaders'), credentials, undefined)),
  ];
  return (
    isPreflight(request) ? [...headers, ...preflightHeaders(filter, request, credentials)] : headers
  ).flat();
}

function preflightHeaders(filter: JsonObject, request: SentRequest, credentials: boolean) {
  const wanted = (name: string) => request.headerValues.get(`access-control-request-${name}`);
  const methods = listed(strings(filter, 'allowMethods'), credentials, wanted('method'));
  const names = listed(strings(filter, 'allowHeaders'), credentials, wanted('headers'));
  return [
    header('Access-Control-Allow-Methods', methods),
    header('Access-Control-Allow-Headers', names),
    header('Access-Control-Max-Age', String(asNumber(filter['maxAge']) ?? 5)),
  ];
}

/** With credentials a browser takes `*` literally, so the answer names what was asked for, or nothing. */
function listed(
  values: readonly string[],
  credentials: boolean,
  wanted: string | undefined,
): string | undefined {
  if (values.includes('*')) return credentials ? wanted : '*';
  return values.length === 0 ? undefined : values.join(', ');
}

function header(name: string, value: string | undefined): readonly Header[] {
  return value === undefined ? [] : [{ name, value }];
}

function strings(filter: JsonObject, field: string): readonly string[] {
  return asList(filter[field]).filter((item) => typeof item === 'string');
}
