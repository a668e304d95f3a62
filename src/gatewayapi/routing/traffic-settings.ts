import { asList, asNumber, asString, getIn, isObject, type JsonObject } from '../../kube/json.ts';
import type { SimulatedRetry, SimulatedTimeouts } from './simulation.ts';

/** `spec.rules[].timeouts`, as declared. */
export function timeoutsOf(rule: JsonObject): SimulatedTimeouts | undefined {
  const timeouts = rule['timeouts'];
  if (!isObject(timeouts)) return undefined;
  return {
    request: asString(timeouts['request']),
    backendRequest: asString(timeouts['backendRequest']),
  };
}

/** `spec.rules[].retry`, as declared. */
export function retryOf(rule: JsonObject): SimulatedRetry | undefined {
  const retry = rule['retry'];
  if (!isObject(retry)) return undefined;
  return {
    codes: asList(retry['codes']).filter((code) => typeof code === 'number'),
    attempts: asNumber(retry['attempts']),
    backoff: asString(retry['backoff']),
  };
}

/** Shares hold for the first request of a session; where the later ones go depends on it. */
export function sessionNote(rule: JsonObject): readonly string[] {
  if (!isObject(rule['sessionPersistence'])) return [];
  const type = asString(getIn(rule, 'sessionPersistence', 'type')) ?? 'Cookie';
  return [`which backend an established session has (sessionPersistence by ${type})`];
}
