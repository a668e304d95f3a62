import { RE2JS } from 're2js';

/** Longer than what an API server lets CRDs hold. */
const LONGEST = 8192;
/** Patterns may come from the objects, without end. */
const MOST_KEPT = 500;

const compiled = new Map<string, RE2JS>();

/** A regular expression in RE2's syntax, found anywhere in a text; its time grows with the text alone. Throws. */
export function re2(pattern: string): RE2JS {
  const known = compiled.get(pattern);
  if (known !== undefined) return known;
  if (pattern.length > LONGEST) throw new Error(`a regular expression of more than ${LONGEST} characters`);
  const expression = RE2JS.compile(pattern);
  if (compiled.size >= MOST_KEPT) compiled.clear();
  compiled.set(pattern, expression);
  return expression;
}
