import type { ValueParser } from './option-row.ts';

/** A step into JSON: into a field of an object, into an item of a list, or into each item. */
export type AnswerStep = { readonly field: string } | { readonly item: number } | { readonly each: true };

/** A way into an answer, as jq writes it: `.data.findings.nodes`, `.data.httpRoutes.nodes[].findings`. */
export interface AnswerPath {
  readonly text: string;
  readonly steps: readonly AnswerStep[];
}

const STEP = /\.([A-Za-z_][\w-]*)|\."([^"]+)"|\[(\d{1,9})\]|(\[\])/y;
const MAX_LENGTH = 1_024;
const EXPECTED = 'a path such as .data.findings.nodes or .data.routes.nodes[].findings';

export const answerPath: ValueParser<AnswerPath> = (given) => {
  if (!given.startsWith('.') || given.length > MAX_LENGTH) return { expected: EXPECTED };
  const steps: AnswerStep[] = [];
  STEP.lastIndex = 0;
  while (STEP.lastIndex < given.length) {
    const [match, name, quoted, item] = STEP.exec(given) ?? [];
    if (match === undefined) return { expected: EXPECTED };
    const field = name ?? quoted;
    if (field !== undefined) steps.push({ field });
    else steps.push(item === undefined ? { each: true } : { item: Number(item) });
  }
  return { value: { text: given, steps } };
};
