/** Positions in a list, ascending, each once. */
export type Positions = readonly number[];

export function range(length: number): Positions {
  return Array.from({ length }, (_, position) => position);
}

export function union(sets: readonly Positions[]): Positions {
  // The small ones first, so that the large ones are gone through once.
  const bySize = sets.filter((set) => set.length > 0).toSorted((a, b) => a.length - b.length);
  return bySize.reduce<Positions>(merged, []);
}

function merged(a: Positions, b: Positions): Positions {
  if (a.length === 0) return b;
  const both: number[] = [];
  let at = 0;
  for (const position of b) {
    for (let other = a[at]; other !== undefined && other < position; other = a[at]) {
      both.push(other);
      at += 1;
    }
    if (a[at] === position) at += 1;
    both.push(position);
  }
  return both.concat(a.slice(at));
}

/** In time that grows with the smaller of the two. */
export function intersection(a: Positions, b: Positions): Positions {
  const [few, many] = a.length < b.length ? [a, b] : [b, a];
  return few.filter((position) => holds(many, position));
}

export function without(all: Positions, some: Positions): Positions {
  const left = new Set(some);
  return all.filter((position) => !left.has(position));
}

function holds(positions: Positions, wanted: number): boolean {
  let low = 0;
  let high = positions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const position = positions[middle] ?? Number.POSITIVE_INFINITY;
    if (position === wanted) return true;
    if (position < wanted) low = middle + 1;
    else high = middle;
  }
  return false;
}
