import type { RawObject } from '../../kube/raw-object.ts';
import type { Rule } from '../fact.ts';

/**
 * Something about objects by which they are found: each object has some keys. The keys of an `object` facet are in the
 * object alone, so that its index holds as long as the list; those of a `cluster` facet depend on other objects too.
 * One constant for each: it is what indexes are kept by.
 */
export type Facet =
  | { readonly of: 'object'; readonly keysOf: (object: RawObject) => readonly string[] }
  | { readonly of: 'cluster'; readonly keysOf: (object: RawObject) => Rule<readonly string[]> };
