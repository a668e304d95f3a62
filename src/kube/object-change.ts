import type { RawObject } from './raw-object.ts';

/** A change of one object: it came (no `before`), went (no `after`), or says something else. */
export interface ObjectChange {
  readonly before?: RawObject | undefined;
  readonly after?: RawObject | undefined;
}
