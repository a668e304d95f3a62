import { formatKey } from '../../kube/object-key.ts';
import { answerConnection } from './answer-connection.ts';
import { answerRule } from './answer-rule.ts';
import { answeredStatus } from './answered-status.ts';
import { decisionNotes } from './decision-notes.ts';
import { type Exchange, openExchange } from './exchange.ts';
import { NO_CHANGES } from './header-changes.ts';
import type { VerdictOf } from './reference-verdict.ts';
import type { FoundRule, Routing } from './routing.ts';
import type { ListenerSelection } from './select-listener.ts';
import type { SentRequest } from './sent-request.ts';
import type { Simulation } from './simulation.ts';

type Unrouted = Pick<Simulation, 'outcome' | 'message' | 'statusCode'>;

/** What becomes of a routed request. `verdictOf` has to know the `ruleReferences` of the rule that was found. */
export function answerRequest(routing: Routing, verdictOf: VerdictOf): Simulation {
  const notes = [...routing.opaque, ...decisionNotes(routing)];
  const answer = routing.found === undefined ? unrouted(routing) : ruled(routing, routing.found, verdictOf);
  const exhausted = routing.scope?.context.patterns.exhausted === true;
  return {
    ...answer,
    listener: routing.listener,
    incomplete: answer.incomplete || exhausted,
    opaque: [...notes, ...answer.opaque],
  };
}

function ruled(routing: Routing, found: FoundRule, verdictOf: VerdictOf): Simulation {
  const exchange = open(routing, found);
  if (routing.scope?.mode !== 'rules') {
    const passthrough = routing.listener?.tlsMode === 'Passthrough';
    return answerConnection(found, exchange, { verdictOf, passthrough });
  }
  return { ...answerRule(found, exchange, verdictOf), matchIndex: found.entry?.matchIndex };
}

function open({ sent, port }: Routing, { entry }: FoundRule): Exchange {
  return openExchange({
    sent,
    scheme: sent.tls ? 'https' : 'http',
    listenerPort: port ?? 0,
    matchedPrefix: entry?.pathType === 'PREFIX' ? entry.path : undefined,
  });
}

function unrouted(routing: Routing): Simulation {
  const nothing = { incomplete: false, backends: [], mirrors: [], opaque: [] };
  if (routing.direct !== undefined) return { ...nothing, ...direct(routing, routing.direct) };
  return { ...nothing, ...(notSelected(routing.selection, routing.sent) ?? noRoute(routing)) };
}

/** A mesh leaves a Service alone that no route stands before. */
function direct({ sent }: Routing, { target, port }: NonNullable<Routing['direct']>) {
  const { host, method, path, query, headers, scheme } = sent;
  const shown = scheme === 'HTTP' || scheme === 'GRPC' || scheme === 'HTTPS';
  const request = shown
    ? { scheme: sent.tls ? 'https' : 'http', host, method, path: path + query, headers }
    : undefined;
  const backend = {
    target,
    port,
    weight: 1,
    share: 1,
    resolution: undefined,
    statusCode: undefined,
    sni: undefined,
  };
  return {
    outcome: 'FORWARDED',
    message: `no route stands before ${formatKey(target)} port ${port}: forwarded to it`,
    request,
    backends: [{ ...backend, request, responseHeaders: NO_CHANGES }],
  } as const;
}

function notSelected(selection: ListenerSelection | undefined, sent: SentRequest): Unrouted | undefined {
  if (selection === undefined || selection.state === 'selected') return undefined;
  if (selection.state === 'misdirected') return misdirected(selection, sent);
  const { missing, port } = selection;
  const outcome = 'NO_LISTENER';
  if (missing === 'connection') {
    const where = port === undefined ? `for ${sent.scheme}` : `for ${sent.scheme} on port ${port}`;
    return { outcome, message: `there is no listener ${where}`, statusCode: undefined };
  }
  if (missing === 'sni') {
    const name = sent.sni === '' ? 'connections without SNI' : `SNI ${sent.sni}`;
    return { outcome, message: `no listener on port ${port} is for ${name}`, statusCode: undefined };
  }
  const name = sent.hostname === '' ? 'requests without a host name' : `host ${sent.hostname}`;
  return {
    outcome,
    message: `no listener on port ${port} is for ${name}`,
    statusCode: answeredStatus(sent.scheme, 404),
  };
}

function misdirected(
  { listener, other }: ListenerSelection & { readonly state: 'misdirected' },
  sent: SentRequest,
): Unrouted {
  return {
    outcome: 'MISDIRECTED',
    message: `SNI ${sent.sni || '(none)'} selects listener ${listener.name}, host ${sent.hostname} belongs to listener ${other.name}`,
    statusCode: answeredStatus(sent.scheme, 421),
  };
}

function noRoute({ sent, listener, scope }: Routing): Unrouted {
  const statusCode = answeredStatus(sent.scheme, 404);
  const outcome = 'NO_ROUTE';
  if (listener === undefined) return { outcome, message: 'no route before the Service matches', statusCode };
  if (scope === undefined) {
    const message = `listener ${listener.name} expects ${listener.protocol}, not bare ${sent.scheme}`;
    return { outcome, message, statusCode };
  }
  const on = `listener ${listener.name} (port ${listener.port})`;
  const message = listener.routes.length === 0 ? `${on} has no routes` : `no route on ${on} matches`;
  return { outcome, message, statusCode };
}
