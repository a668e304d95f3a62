import type { Json } from './json.ts';

/**
 * How server-side apply merges the fields of a CRD schema, cut down to the branches that say something: by default maps
 * are merged field by field, lists replaced as a whole.
 */
export interface MergeSchema {
  /** `atomic`: a map that is replaced as a whole. `set`: a list of values, each once. */
  readonly type?: 'atomic' | 'set';
  /** A list of maps that these fields tell apart; the value is what an absent one stands for, null for nothing. */
  readonly keys?: { readonly [field: string]: Json };
  readonly properties?: { readonly [field: string]: MergeSchema };
  /** Of each item of a list with keys. */
  readonly items?: MergeSchema;
  /** Of each value of a map with any fields. */
  readonly additional?: MergeSchema;
}
