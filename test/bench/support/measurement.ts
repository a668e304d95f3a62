/** One line of the bench's table, and of its JSON. */
export interface Measurement {
  readonly part: string;
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** What the project wants to reach, as it is written: `>= 10`. */
  readonly reach?: string;
}

/** Milliseconds that the main thread spent computing: on a busy machine they say more than the clock does. */
export function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** The fastest of several runs, in milliseconds of the main thread. */
export async function fastest(runs: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const start = threadMs();
    await work();
    best = Math.min(best, threadMs() - start);
  }
  return best;
}

export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
