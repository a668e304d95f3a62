import type { JsonObject } from '../../src/kube/json.ts';
import { checkHeaders, responseHeaders } from './check-headers.ts';
import type { Expectation, RequestExpectation } from './request-expectation.ts';
import type { SimulatedRequest } from './simulated-requests.ts';

/** The input of `simulateRequest` for a request of a case. */
export function simulationInput({ gateway, listenerPort, mesh, request }: RequestExpectation): JsonObject {
  const { scheme, host, method, path, headers = {}, sni } = request;
  const sent = {
    scheme: scheme.toUpperCase(),
    headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
    ...(host == null ? {} : { host }),
    ...(method === undefined ? {} : { method }),
    ...(path === undefined ? {} : { path }),
    ...(sni === undefined ? {} : { sni }),
  };
  if (gateway !== null) return { ...sent, gateway, ...(listenerPort === null ? {} : { listenerPort }) };
  if (mesh === undefined) throw new Error('the request names neither a gateway nor a mesh');
  const { namespace, name, port } = mesh.to;
  return {
    ...sent,
    mesh: { clientNamespace: mesh.from.namespace, service: { namespace, name }, port },
  };
}

type Check = (expected: Expectation, actual: SimulatedRequest) => string | undefined;

const CHECKS: readonly Check[] = [
  checkStatus,
  checkConnection,
  checkBackend,
  checkBackendRequest,
  checkPerBackend,
  checkRedirect,
  checkWeights,
  checkMirrors,
];

/** What is wrong with a simulated request; undefined when nothing is. */
export function checkRequest(
  { expect, backendBehavior }: RequestExpectation,
  actual: SimulatedRequest,
): string | undefined {
  for (const check of CHECKS) {
    const problem = check(expect, actual);
    if (problem !== undefined) return `${problem} (${actual.outcome}: ${actual.message})`;
  }
  if (expect.response === undefined) return undefined;
  const sent = backendBehavior?.responseHeaders ?? {};
  const changes = actual.responseHeaders ?? { set: [], add: [], remove: [] };
  return checkHeaders('the response', expect.response, responseHeaders(sent, changes));
}

/** What the client sees: a backend that gets the request answers 200. */
function seenStatus({ outcome, statusCode }: SimulatedRequest): number | null {
  return outcome === 'FORWARDED' ? 200 : statusCode;
}

function checkStatus(expected: Expectation, actual: SimulatedRequest): string | undefined {
  const seen = seenStatus(actual);
  const { status, statusAnyOf, statusNotIn, grpcCode, answeredByGateway } = expected;
  if (grpcCode !== undefined) {
    const code = actual.outcome === 'FORWARDED' ? 0 : actual.statusCode;
    return code === grpcCode ? undefined : `the gRPC status is ${code}, not ${grpcCode}`;
  }
  if (answeredByGateway === true && actual.outcome !== 'RESPONDED')
    return 'the gateway does not answer itself';
  if (statusNotIn?.includes(seen ?? 0) === true) return `the status is ${seen}`;
  const allowed = statusAnyOf ?? (status === null ? undefined : [status]);
  if (allowed === undefined || allowed.includes(seen ?? 0)) return undefined;
  return `the status is ${seen}, not ${allowed.join(' or ')}`;
}

function checkConnection({ connection }: Expectation, actual: SimulatedRequest): string | undefined {
  if (connection === undefined) return undefined;
  const seen = actual.outcome === 'FORWARDED' ? 'ok' : 'refused';
  return seen === connection ? undefined : `the connection is ${seen}, not ${connection}`;
}

type Backend = SimulatedRequest['backends'][number];

function receiving({ backends }: SimulatedRequest): readonly Backend[] {
  return backends.filter(({ share, statusCode }) => share > 0 && statusCode === null);
}

function checkBackend(expected: Expectation, actual: SimulatedRequest): string | undefined {
  const wanted = expected.backendService ?? expected.backend;
  const found = receiving(actual).map(({ target }) => target);
  if (wanted !== null && !found.some(({ name }) => name === wanted)) {
    return `${found.map(({ name }) => name).join(', ') || 'nobody'} gets it, not ${wanted}`;
  }
  const { namespace } = expected;
  if (namespace === null || found.length === 0) return undefined;
  return found.every((target) => target.namespace === namespace) ? undefined : `it leaves ${namespace}`;
}

type BackendRequest = NonNullable<Expectation['backendRequest']>;

/** What each field of an expected request is compared with. */
const SEEN: {
  readonly [F in 'sni' | 'tls' | 'host' | 'method' | 'path']: (backend: Backend) => BackendRequest[F] | null;
} = {
  sni: ({ sni }) => sni,
  tls: ({ sni }) => sni !== null,
  host: ({ request }) => request?.host,
  method: ({ request }) => request?.method,
  path: ({ request }) => request?.path,
};

function checkBackendRequest({ backendRequest }: Expectation, actual: SimulatedRequest): string | undefined {
  if (backendRequest === undefined) return undefined;
  for (const backend of receiving(actual)) {
    for (const field of ['sni', 'tls', 'host', 'method', 'path'] as const) {
      const wanted = backendRequest[field];
      const seen = SEEN[field](backend);
      if (wanted !== undefined && seen !== wanted) return `${field} of the request is ${seen}, not ${wanted}`;
    }
    const problem = checkHeaders('the request', backendRequest, backend.request?.headers ?? []);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function checkPerBackend({ perBackend = {} }: Expectation, actual: SimulatedRequest): string | undefined {
  for (const [name, wanted] of Object.entries(perBackend)) {
    const backend = actual.backends.find(({ target }) => target.name === name);
    if (backend === undefined) return `${name} is no backend`;
    const problem = checkHeaders(
      `the response of ${name}`,
      wanted,
      responseHeaders({}, backend.responseHeaders),
    );
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const DEFAULT_PORTS: { readonly [scheme: string]: number } = { http: 80, https: 443 };

function checkRedirect(
  { redirect: wanted }: Expectation,
  { redirect }: SimulatedRequest,
): string | undefined {
  if (wanted === undefined) return undefined;
  if (redirect === null) return 'there is no redirect';
  const { scheme, host, port, path } = redirect;
  if (wanted.scheme !== undefined && scheme !== wanted.scheme) return `it redirects to scheme ${scheme}`;
  if (wanted.host !== undefined && host !== wanted.host) return `it redirects to host ${host}`;
  if (wanted.path !== undefined && path !== wanted.path) return `it redirects to path ${path}`;
  const isDefault = port === null || port === DEFAULT_PORTS[scheme];
  if (wanted.portDefaultOrAbsent === true && !isDefault) return `it redirects to port ${port}`;
  if (wanted.port === undefined) return undefined;
  return Number(wanted.port) === (port ?? DEFAULT_PORTS[scheme]) ? undefined : `it redirects to port ${port}`;
}

function checkWeights({ weights }: Expectation, actual: SimulatedRequest): string | undefined {
  if (weights === undefined) return undefined;
  const shares = new Map<string, number>();
  for (const { target, share } of receiving(actual)) {
    shares.set(target.name, (shares.get(target.name) ?? 0) + share);
  }
  for (const name of new Set([...shares.keys(), ...Object.keys(weights)])) {
    const [actualShare, wanted] = [shares.get(name) ?? 0, weights[name] ?? 0];
    if (Math.abs(actualShare - wanted) > 1e-9) return `${name} gets ${actualShare}, not ${wanted}`;
  }
  return undefined;
}

function checkMirrors({ mirroredTo }: Expectation, { mirrors }: SimulatedRequest): string | undefined {
  if (mirroredTo === undefined) return undefined;
  for (const { name, namespace, percent = 100 } of mirroredTo) {
    const found = mirrors.find(
      ({ target }) => target.name === name && (namespace === undefined || target.namespace === namespace),
    );
    if (found === undefined) return `${name} gets no copy`;
    if (Math.abs(found.fraction * 100 - percent) > 1e-9) return `${name} gets ${found.fraction * 100} %`;
  }
  return mirrors.length === mirroredTo.length ? undefined : 'others get copies, too';
}
