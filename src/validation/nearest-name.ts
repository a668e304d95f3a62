import { letterChanges } from '../gatewayapi/findings/letter-changes.ts';

const MOST_CHANGES = 2;

/** The known name that an unknown one may have meant: a slip of the pen away. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  let best: string | undefined;
  // The shorter the name, the less a changed letter says.
  let most = Math.min(MOST_CHANGES, Math.floor(name.length / 3));
  for (const candidate of known) {
    const changes = letterChanges(candidate.toLowerCase(), name.toLowerCase(), most);
    if (changes > most) continue;
    best = candidate;
    if (changes === 0) break;
    most = changes - 1;
  }
  return best;
}
