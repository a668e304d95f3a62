/** Whether a regular expression is found anywhere in a text; undefined where it is none. Passed in: it has to be RE2. */
export type PatternFinder = (pattern: string, text: string) => boolean | undefined;
