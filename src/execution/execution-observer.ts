/** Hears what becomes of queries, to count it. */
export interface ExecutionObserver {
  /** An operation was executed. */
  operation(answer: {
    /** As its document calls it. */
    readonly name: string | undefined;
    readonly seconds: number;
    /** `extensions.code` of each error. */
    readonly codes: readonly string[];
  }): void;
  /** A request was refused before anything was executed. */
  error(code: string): void;
}
