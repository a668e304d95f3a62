import { compareBytes } from '../compare-bytes.ts';

const PART = /\d+|\D+/g;
const DIGITS = /^\d/;

/** Orders field paths so that item 2 of a list comes before item 10. */
export function comparePaths(a: string, b: string): number {
  if (a === b) return 0;
  const left = a.match(PART) ?? [];
  const right = b.match(PART) ?? [];
  for (const [position, part] of left.entries()) {
    const other = right[position];
    if (other === undefined) return 1;
    const order = DIGITS.test(part) && DIGITS.test(other) ? Number(part) - Number(other) : 0;
    if (order !== 0 || part !== other) return order || compareBytes(part, other);
  }
  return left.length - right.length;
}
