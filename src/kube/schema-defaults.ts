import type { Json } from './json.ts';

/**
 * The `default`s of a CRD schema, cut down to the branches that have any. `default` fills an absent field of the
 * parent object; `items` applies to each item of a list, `additional` to each value of a map.
 */
export interface SchemaDefaults {
  readonly default?: Json;
  readonly properties?: { readonly [field: string]: SchemaDefaults };
  readonly items?: SchemaDefaults;
  readonly additional?: SchemaDefaults;
}
