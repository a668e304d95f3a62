import type { RequestContext } from '../src/context/request-context.ts';
import { backendsOfRoute } from '../src/gatewayapi/relations/route-backends.ts';
import { resolveReference } from '../src/gatewayapi/resolve-reference.ts';
import { andThen } from '../src/kube/maybe-promise.ts';
import type { RawObject } from '../src/kube/raw-object.ts';
import type { BackendResolvers } from './generated/types.ts';
import type { ViewedRouteBackend } from './viewed-relations.ts';

export function backendsOf(
  route: RawObject,
  _: unknown,
  context: RequestContext,
): readonly ViewedRouteBackend[] {
  const view = context.viewOf(route);
  return backendsOfRoute(route).map((backend) => ({ ...backend, view }));
}

/** References to one target and port from one route come to the same. */
export const backend: BackendResolvers = {
  target: ({ references: [reference] }) => reference.target,
  port: ({ references: [reference] }) => reference.port ?? null,
  paths: ({ references }) => references.map((reference) => reference.path()),
  resolution: ({ references: [reference], view }) =>
    andThen(view.run(resolveReference(reference)), (resolution) => ({ ...resolution, view })),
};
