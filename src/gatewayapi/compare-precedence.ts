import type { RawObject } from '../kube/raw-object.ts';
import { compareBytes } from './compare-bytes.ts';

/**
 * Who wins a conflict: the older object, then the first by namespace and by name (semantics.md I: as a tuple). An
 * object without a creationTimestamp never saw a server and counts as newest; timestamps are RFC 3339 in UTC with
 * whole seconds, so their text orders as they do.
 */
export function comparePrecedence(a: RawObject, b: RawObject): number {
  return (
    compareBytes(createdAt(a), createdAt(b)) ||
    compareBytes(a.metadata.namespace ?? '', b.metadata.namespace ?? '') ||
    compareBytes(a.metadata.name, b.metadata.name)
  );
}

/** Orders by age as text; what has no creationTimestamp is the newest. */
export function createdAt(object: RawObject): string {
  const created: unknown = object.metadata.creationTimestamp;
  return typeof created === 'string' ? created : '9999';
}
