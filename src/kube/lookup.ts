import type { RawObject } from './raw-object.ts';

/**
 * What asking for one object can give. Absence is not ignorance: `absent` is said only after a look that could have
 * found it.
 */
export type Lookup =
  | { readonly state: 'found'; readonly object: RawObject }
  | { readonly state: 'absent' }
  | Unreadable;

/** What asking for all objects of a kind can give. A failed list is never an empty one. */
export type ListResult = { readonly state: 'listed'; readonly objects: readonly RawObject[] } | Unreadable;

export type Unreadable =
  /** The caller may not read it; whether it exists is not said. */
  | { readonly state: 'forbidden'; readonly message: string }
  /** The cluster has no such kind. */
  | { readonly state: 'notServed'; readonly message: string }
  /** Nobody could look: timeout, 5xx, expired token. `message` is fit for users: no credentials, no stack. */
  | {
      readonly state: 'unavailable';
      readonly message: string;
      readonly cause: 'unauthenticated' | 'unreachable';
    };

export const ABSENT: Lookup = { state: 'absent' };
