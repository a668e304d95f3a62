import type { MatchContext } from './match-context.ts';
import type { MatchEntry } from './match-entry.ts';

/** Matches that a request may meet. */
export interface Candidates {
  /** The strongest that it meets. */
  best(context: MatchContext): MatchEntry | undefined;
  /** Every one that it meets, the strongest first. */
  all(context: MatchContext): readonly MatchEntry[];
}

/** Matches of one kind of route on one hostname. */
export interface PathIndex {
  /** Every match, also those that no request can meet, in the order of the routes. */
  readonly entries: readonly MatchEntry[];
  /** Groups from the strongest: all of a group go before the next. */
  candidates(context: MatchContext): Iterable<Candidates>;
}
