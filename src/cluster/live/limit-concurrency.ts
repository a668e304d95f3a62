export type Gate = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets at most `places` pieces of work run at the same time; the others wait their turn, first come first served. */
export function limitConcurrency(places: number): Gate {
  const waiting: (() => void)[] = [];
  let free = places;
  const enter = () =>
    new Promise<void>((resolve) => {
      if (free > 0) {
        free -= 1;
        resolve();
      } else waiting.push(resolve);
    });
  const leave = () => {
    const next = waiting.shift();
    // The place passes to the next in line without ever being free.
    if (next) next();
    else free += 1;
  };
  return async (work) => {
    await enter();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
