import type { ClusterReader } from './cluster-reader.ts';
import type { Unreadable } from './lookup.ts';
import type { ObjectChange } from './object-change.ts';
import type { ObjectKey } from './object-key.ts';

/** Changes that nobody has made. What is deleted goes first, so that an object in both is replaced. */
export interface Hypothesis {
  /** Texts of manifests, merged into what is there as server-side apply does. */
  readonly apply: readonly string[];
  readonly delete: readonly ObjectKey[];
}

export interface SupposeOptions {
  /**
   * Whether the cluster has an API server, which keeps status, uid, age and generation of objects to itself; manifests
   * hold whatever is written into them.
   */
  readonly served: boolean;
  /** RFC 3339 text: the creation time of objects that come. */
  readonly now: string;
  /** Most objects in `apply`. @default no limit */
  readonly maxObjects?: number | undefined;
}

/** A cluster with the changes, or what of it the caller could not read. */
export type Supposition =
  | {
      readonly state: 'supposed';
      readonly reader: ClusterReader;
      /** At most one for each object. */
      readonly changes: readonly ObjectChange[];
      /** Equal for equal changes. */
      readonly id: string;
    }
  | {
      readonly state: 'unreadable';
      readonly answer: Exclude<Unreadable, { readonly state: 'notServed' }>;
      /** As the object of a sentence: `Gateway infra/public`. */
      readonly what: string;
    };

/**
 * Makes a reader of a cluster with changes over one of the cluster as it is; reads with the rights of that one. Throws
 * CodedError: BAD_USER_INPUT, about a text with `argument`, `index`, `line` and `column`; NOT_FOUND.
 */
export type Suppose = (
  base: ClusterReader,
  hypothesis: Hypothesis,
  options: SupposeOptions,
) => Promise<Supposition>;
