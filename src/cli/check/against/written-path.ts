import { isDeepStrictEqual } from 'node:util';
import { asList, asString, getIn, type Json } from '../../../kube/json.ts';

const STEP = /\[(\d+)\]|[^.[\]]+/g;

/**
 * Where a field of an object stands in what was written and merged into it: items of lists that have keys may have
 * other positions there, and what is not written has none. Gives the way up to where the two part.
 */
export function writtenPath(object: unknown, manifest: unknown, path: string): string {
  let [there, here] = [object, manifest];
  let found = '';
  for (const { 0: step, 1: index } of path.matchAll(STEP)) {
    if (index === undefined) {
      [there, here] = [getIn(there, step), getIn(here, step)];
      if (here === undefined) return found;
      found += found === '' ? step : `.${step}`;
    } else {
      const [merged, written] = [asList(there), asList(here)];
      const position = positionIn(written, merged, Number(index));
      if (position < 0) return found;
      [there, here] = [merged[Number(index)], written[position]];
      found += `[${position}]`;
    }
  }
  return found;
}

/** A list that was taken as a whole has the same order; defaults may have been filled into its items. */
function positionIn(written: readonly Json[], merged: readonly Json[], index: number): number {
  const item = merged[index];
  const isWhole = written.length === merged.length && nameOf(written[index]) === nameOf(item);
  if (isWhole) return index;
  return written.findIndex(
    (candidate) =>
      isDeepStrictEqual(candidate, item) ||
      (nameOf(candidate) !== undefined && nameOf(candidate) === nameOf(item)),
  );
}

function nameOf(item: Json | undefined): string | undefined {
  return asString(getIn(item, 'name'));
}
