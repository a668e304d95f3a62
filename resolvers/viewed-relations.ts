import type { ClusterView } from '../src/context/cluster-view.ts';
import type { IncomingReference } from '../src/gatewayapi/relations/incoming-references.ts';
import type { RouteBackend } from '../src/gatewayapi/relations/route-backends.ts';

/** A backend of a route, and the cluster in which it may be found. */
export interface ViewedRouteBackend extends RouteBackend {
  readonly view: ClusterView;
}

/** An incoming reference, and the cluster in which it is. */
export interface ViewedIncomingReference extends IncomingReference {
  readonly view: ClusterView;
}
