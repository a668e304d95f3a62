import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';

/** A place that policies can name: an object, or a part of it. */
export interface Place {
  readonly object: ObjectKey;
  /** A listener, rule or port; undefined for the object as a whole. */
  readonly sectionName: string | undefined;
}

/**
 * A way on which policies are handed down (semantics.md E.1): GatewayClass, namespace, Gateway, ListenerSet, listener,
 * namespace, route, rule, namespace, backend, port; what is above everything first.
 */
export type PolicyPath = readonly Place[];

export function placeOf(object: ObjectKey, sectionName?: string): Place {
  return { object, sectionName };
}

/** Equal for equal places, and for nothing else. */
export function placeId({ object, sectionName }: Place): string {
  return `${objectKeyId(object)}#${sectionName ?? ''}`;
}

export function pathId(path: PolicyPath): string {
  return path.map(placeId).join(' > ');
}
