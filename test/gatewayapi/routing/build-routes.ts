import type { AttachedRoute, RoutedListener } from '../../../src/gatewayapi/routing/routed-listener.ts';
import type { Json, JsonObject } from '../../../src/kube/json.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';

export interface RouteParts {
  readonly kind?: string;
  readonly namespace?: string;
  readonly hostnames?: readonly string[];
  readonly created?: string;
  readonly rules?: readonly Json[];
  readonly droppedRules?: readonly number[];
}

/** A route as a listener sees it; hostnames are the effective ones, [""] unless named. */
export function attached(name: string, parts: RouteParts = {}): AttachedRoute {
  const { kind = 'HTTPRoute', namespace = 'shop', created, rules, hostnames = [''], droppedRules } = parts;
  const metadata = { namespace, name, ...(created === undefined ? {} : { creationTimestamp: created }) };
  const route: RawObject = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata,
    spec: rules === undefined ? {} : { rules },
  };
  return { route, hostnames, droppedRules };
}

/** One rule with one match and one backend named after what the test expects to see. */
export function rule(backend: string, match: JsonObject = {}, more: JsonObject = {}): JsonObject {
  return { matches: [match], backendRefs: [{ name: backend, port: 80 }], ...more };
}

export function prefix(value: string, more: JsonObject = {}): JsonObject {
  return { path: { type: 'PathPrefix', value }, ...more };
}

export function exact(value: string, more: JsonObject = {}): JsonObject {
  return { path: { type: 'Exact', value }, ...more };
}

export function pattern(value: string, more: JsonObject = {}): JsonObject {
  return { path: { type: 'RegularExpression', value }, ...more };
}

export function listener(
  routes: readonly AttachedRoute[],
  parts: Partial<Omit<RoutedListener, 'routes' | 'gateway'>> = {},
): RoutedListener {
  const gateway = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name: 'public' };
  return { gateway, name: 'http', port: 80, protocol: 'HTTP', routes, ...parts };
}
