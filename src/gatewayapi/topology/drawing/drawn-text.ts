/** Longer texts would push everything else aside. */
const LONGEST = 48;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufffe\uffff]+/g;

/** A text of users on one line, short, and without what no drawing can show. */
export function drawnText(text: string, longest = LONGEST): string {
  const shown = [...text.toWellFormed().replaceAll(CONTROL, ' ').trim()];
  return shown.length <= longest ? shown.join('') : `${shown.slice(0, longest - 1).join('')}…`;
}
