import { compareBytes } from '../../gatewayapi/compare-bytes.ts';

/** Where in a list that is sorted by bytes the first item stands that is not before `text`. */
export function firstAtOrAfter<T>(items: readonly T[], text: string, textOf: (item: T) => string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && compareBytes(textOf(item), text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
