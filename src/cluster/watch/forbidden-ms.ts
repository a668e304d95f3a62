const FORBIDDEN_MS = 30_000;

/** How long to wait before what was forbidden is tried again: rights change by hand. */
export function forbiddenMs(random: () => number): number {
  return FORBIDDEN_MS * (1 + random());
}
