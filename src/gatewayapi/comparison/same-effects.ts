import { objectKeyId } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import type { Simulation } from '../routing/simulation.ts';

/**
 * Whether a request fares the same: same outcome and answer, taken by the same listener and route, to the same backends
 * in the same shares and the same form. Where in its route the rule stands, and how things are said, makes no difference.
 */
export function sameEffects(a: Simulation, b: Simulation): boolean {
  return JSON.stringify(effects(a)) === JSON.stringify(effects(b));
}

function effects(simulation: Simulation): object {
  const { outcome, statusCode, listener, route, backends, mirrors } = simulation;
  const { request, responseHeaders, redirect, timeouts, retry } = simulation;
  return {
    outcome,
    statusCode,
    listener: listener && [listener.gateway, listener.listenerSet, listener.name],
    route: route && objectKeyId(keyOf(route)),
    backends: backends.map((backend) => ({
      target: backend.target,
      port: backend.port,
      share: backend.share,
      statusCode: backend.statusCode,
      reason: backend.resolution?.reason,
      sni: backend.sni,
      request: backend.request,
      responseHeaders: backend.responseHeaders,
    })),
    mirrors: mirrors.map(({ target, port, fraction, resolution: { reason } }) => [
      target,
      port,
      fraction,
      reason,
    ]),
    request,
    responseHeaders,
    redirect,
    timeouts,
    retry,
  };
}
