import { badUserInput } from '../src/errors.ts';

/** How many nodes a page has at most; undefined for no limit. */
export function pageSize(first: number | null | undefined, limit: number | undefined): number | undefined {
  if (first == null) return limit;
  if (first < 0) throw badUserInput('first must not be negative');
  if (limit !== undefined && first > limit) {
    throw badUserInput(
      `first: ${first} is more than this server gives at once; ask for ${limit} and follow the cursor`,
    );
  }
  return first;
}
