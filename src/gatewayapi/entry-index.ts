import type { GroupKind } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';

/**
 * An index that is read entry by entry, so that a rule depends on the entries it read and not on the whole list.
 * `entriesOf` must depend on the object alone.
 */
export interface EntryIndex<T> {
  readonly kind: GroupKind;
  entriesOf(object: RawObject): readonly (readonly [key: string, value: T])[];
  /** Whether readers may go on with `a` where the index now says `b`; by default only where they are identical. */
  same?(a: T, b: T): boolean;
}
