import { badUserInput } from '../src/errors.ts';

/** How many nodes a page has at most; undefined for no limit. A larger `first` gets a page of the limit: hasNextPage says so. */
export function pageSize(first: number | null | undefined, limit: number | undefined): number | undefined {
  if (first == null) return limit;
  if (first < 0) throw badUserInput('first must not be negative');
  return limit === undefined ? first : Math.min(first, limit);
}
