import { createRequire } from 'node:module';
import type { Pattern, PatternProblem } from '../gatewayapi/routing/pattern.ts';

/** Longer than any value that the CRDs allow. */
const LONGEST = 4096;

/** Instructions; above what any literal of that length needs. */
const LARGEST = 5000;

type Engine = Pick<typeof import('re2js'), 'RE2JS'>;

/** Most runs meet no pattern at all and need not wait for the engine. */
const load = createRequire(import.meta.url);
let engine: Engine | undefined;

/** RE2 on the whole text: its time grows with the text, never with the ways to read it. */
export function compilePattern(pattern: string): Pattern | PatternProblem {
  if (pattern.length > LONGEST) return { error: `it is longer than ${LONGEST} characters` };
  engine ??= load('re2js') as Engine;
  try {
    const compiled = engine.RE2JS.compile(pattern);
    const cost = compiled.programSize();
    if (cost > LARGEST) return { error: `it compiles to ${cost} instructions, more than ${LARGEST}` };
    return { matches: (text) => compiled.matches(text), cost };
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'it is no regular expression' };
  }
}

/** What is wrong with a regular expression, as the end of a sentence. */
export function patternProblem(pattern: string): string | undefined {
  const compiled = compilePattern(pattern);
  return 'error' in compiled ? `is not valid: ${compiled.error}` : undefined;
}
