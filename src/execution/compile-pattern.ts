import { RE2JS } from 're2js';
import type { Pattern, PatternProblem } from '../gatewayapi/routing/pattern.ts';

/** Longer than any value that the CRDs allow. */
const LONGEST = 4096;

/** Instructions; above what any literal of that length needs. */
const LARGEST = 5000;

/** RE2 on the whole text: its time grows with the text, never with the ways to read it. */
export function compilePattern(pattern: string): Pattern | PatternProblem {
  if (pattern.length > LONGEST) return { error: `longer than ${LONGEST} characters` };
  try {
    const compiled = RE2JS.compile(pattern);
    const cost = compiled.programSize();
    if (cost > LARGEST) return { error: `compiles to ${cost} instructions, more than ${LARGEST}` };
    return { matches: (text) => compiled.matches(text), cost };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'not a regular expression' };
  }
}
