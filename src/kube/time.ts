/** Milliseconds since 1970. Passed in, never read from the system, wherever a rule needs the time. */
export type Clock = () => number;
