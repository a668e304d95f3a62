import type { MatchContext } from './match-context.ts';
import { compareEntries, type MatchEntry } from './match-entry.ts';
import type { Candidates, PathIndex } from './path-index.ts';

/** Up to here trying every match is faster than looking any of them up, and takes far less room. */
export const FEW = 32;

/** The matches on a hostname that has few of them: a list, the strongest first. */
export class FewMatches implements PathIndex, Candidates {
  readonly entries: readonly MatchEntry[];
  #ordered: readonly MatchEntry[] | undefined;

  constructor(entries: readonly MatchEntry[]) {
    this.entries = entries;
  }

  candidates(): Iterable<Candidates> {
    return [this];
  }

  best(context: MatchContext): MatchEntry | undefined {
    return this.#inOrder().find((entry) => meets(entry, context));
  }

  all(context: MatchContext): readonly MatchEntry[] {
    return this.#inOrder().filter((entry) => meets(entry, context));
  }

  #inOrder(): readonly MatchEntry[] {
    this.#ordered ??= this.entries.length < 2 ? this.entries : this.entries.toSorted(compareEntries);
    return this.#ordered;
  }
}

/** `matchesRest` looks at paths that are regular expressions; literal ones are cheap. */
function meets(entry: MatchEntry, context: MatchContext): boolean {
  return (entry.pathType === 'PATTERN' || context.matchesPath(entry)) && context.matchesRest(entry);
}
