import type { RawObject } from '../../kube/raw-object.ts';
import type { Facet } from './facet.ts';

/** Which objects of a list are meant. Facets are looked up in an index; an `object` test looks at each object. */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly of: readonly Filter[] }
  | { readonly op: 'not'; readonly of: Filter }
  /** Objects with one of the keys. */
  | { readonly op: 'keys'; readonly facet: Facet; readonly keys: readonly string[] }
  /** Objects with a key that fits; for facets of few different keys. */
  | { readonly op: 'key'; readonly facet: Facet; readonly fits: (key: string) => boolean }
  | { readonly op: 'object'; readonly fits: (object: RawObject) => boolean };

export function and(...of: readonly Filter[]): Filter {
  return of.length === 1 && of[0] !== undefined ? of[0] : { op: 'and', of };
}

export function or(...of: readonly Filter[]): Filter {
  return of.length === 1 && of[0] !== undefined ? of[0] : { op: 'or', of };
}

export function not(of: Filter): Filter {
  return { op: 'not', of };
}

export function withKeys(facet: Facet, ...keys: readonly string[]): Filter {
  return { op: 'keys', facet, keys };
}

export function withKey(facet: Facet, fits: (key: string) => boolean): Filter {
  return { op: 'key', facet, fits };
}

/** Every object. */
export const EVERYTHING: Filter = and();

/** The facets that a filter asks for, each once. */
export function facetsOf(filter: Filter): ReadonlySet<Facet> {
  const facets = new Set<Facet>();
  const visit = (part: Filter): void => {
    if (part.op === 'keys' || part.op === 'key') facets.add(part.facet);
    else if (part.op === 'not') visit(part.of);
    else if (part.op !== 'object') for (const each of part.of) visit(each);
  };
  visit(filter);
  return facets;
}
