/** What a text may be: its value, or what it must be instead, as the end of "must be ...". */
export type Parsed<T> = { readonly value: T } | { readonly expected: string };

export type ValueParser<T> = (text: string) => Parsed<T>;

/** One option, for the command line, its help and the environment alike. */
export interface OptionRow<T> {
  /** `max-depth`: the option `--max-depth`, the variable `GWQL_MAX_DEPTH`. */
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in the help. Absent: a flag. */
  readonly placeholder?: string;
  /** May be repeated; in its variable one value a line. */
  readonly many?: boolean;
  readonly help: string;
  /** What holds without it, for the help. */
  readonly otherwise?: string;
  readonly parse: ValueParser<T>;
}

/** `GWQL_MAX_DEPTH`. */
export function variableOf({ name }: { readonly name: string }): string {
  return `GWQL_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** `maxDepth`: what commander calls it. */
export function propertyOf({ name }: { readonly name: string }): string {
  return name.replace(/-([a-z])/g, (_match, letter: string) => letter.toUpperCase());
}
