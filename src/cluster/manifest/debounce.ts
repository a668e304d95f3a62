export interface DebounceTimes {
  /** Milliseconds without a further call after which the action runs. */
  readonly quiet: number;
  /** Milliseconds after the first call in which it runs even if calls never cease. */
  readonly atMost: number;
}

export interface Debounced {
  readonly call: () => void;
  readonly cancel: () => void;
}

/** Runs an action once for a burst of calls. */
export function debounce(action: () => void, { quiet, atMost }: DebounceTimes): Debounced {
  let timer: NodeJS.Timeout | undefined;
  let deadline: number | undefined;
  const run = () => {
    timer = undefined;
    deadline = undefined;
    action();
  };
  const call = () => {
    const now = performance.now();
    deadline ??= now + atMost;
    clearTimeout(timer);
    timer = setTimeout(run, Math.max(0, Math.min(quiet, deadline - now)));
    timer.unref();
  };
  return { call, cancel: () => clearTimeout(timer) };
}
