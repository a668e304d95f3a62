import type { ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';

/** A route that is attached and accepted, as one listener (or one port of a mesh Service) sees it. */
export interface AttachedRoute {
  readonly route: RawObject;
  /** Where its hostnames and the listener's meet; "" is any. Kinds without hostnames have [""]. */
  readonly hostnames: readonly string[];
  /** Rules that are invalid by themselves and therefore do not exist for matching (`PartiallyInvalid`). */
  readonly droppedRules?: readonly number[] | undefined;
}

/** A listener that serves traffic: of a Gateway, or of a ListenerSet merged into it. */
export interface RoutedListener {
  readonly gateway: ObjectKey;
  /** Absent for the Gateway's own listeners. */
  readonly listenerSet?: ObjectKey | undefined;
  readonly name: string;
  readonly port: number;
  /** As written: `HTTP`, `HTTPS`, `TLS`, `TCP`, `UDP`. */
  readonly protocol: string;
  readonly hostname?: string | undefined;
  /** Of protocol TLS; Terminate when absent, as the CRD has it. */
  readonly tlsMode?: string | undefined;
  readonly routes: readonly AttachedRoute[];
}
