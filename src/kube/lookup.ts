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
export type ListResult = Listed | Unreadable;

export interface Listed {
  readonly state: 'listed';
  readonly objects: readonly RawObject[];
  /** There may be objects that this caller may not see. @default false */
  readonly partial?: boolean | undefined;
}

export type Unreadable =
  /** The caller may not read it; whether it exists is not said. */
  | { readonly state: 'forbidden'; readonly message: string }
  /** The cluster has no such kind. */
  | { readonly state: 'notServed'; readonly message: string }
  /** Nobody could look: timeout, 5xx, expired token. `message` is fit for users: no credentials, no stack. */
  | {
      readonly state: 'unavailable';
      readonly message: string;
      /**
       * `outside`: what was read is a part of a cluster, and it is not in that part. `assumed`: nor is this, but the
       * user says that it exists.
       */
      readonly cause: 'unauthenticated' | 'unreachable' | 'outside' | 'assumed';
    };

export const ABSENT: Lookup = { state: 'absent' };

/** Whether the user has declared that it exists; nothing else is known of it. */
export function isAssumed(answer: Lookup): boolean {
  return answer.state === 'unavailable' && answer.cause === 'assumed';
}

/** Why somebody does not know of something, as the end of a sentence that begins with it. */
export function whyUnavailable({ cause, message }: Extract<Unreadable, { state: 'unavailable' }>): string {
  switch (cause) {
    case 'outside':
      return 'is in none of the files';
    case 'assumed':
      return 'is assumed to exist, and in none of the files';
    default:
      return `could not be read: ${message}`;
  }
}
