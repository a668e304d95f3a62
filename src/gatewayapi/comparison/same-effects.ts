import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
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
    listener: listener && [idOf(listener.gateway), idOf(listener.listenerSet), listener.name],
    route: route && idOf(keyOf(route)),
    backends: backends.map((backend) => ({
      target: idOf(backend.target),
      port: backend.port,
      share: backend.share,
      statusCode: backend.statusCode,
      reason: backend.resolution?.reason,
      sni: backend.sni,
      request: backend.request,
      responseHeaders: backend.responseHeaders,
    })),
    mirrors: mirrors.map(({ target, port, fraction, resolution: { reason } }) => [
      idOf(target),
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

/** Keys are equal whatever the order of their fields. */
function idOf(key: ObjectKey | undefined): string | undefined {
  return key && objectKeyId(key);
}
