import { type OptionRow, propertyOf, variableOf } from './option-row.ts';

export type Environment = { readonly [name: string]: string | undefined };

/** What the command line gave, as commander has it: texts as they are, `true` for a flag. */
export type GivenOptions = { readonly [property: string]: unknown };

export interface GivenText {
  /** What the user knows it by: `--port` or `GWQL_PORT`. */
  readonly source: string;
  readonly text: string;
}

/** Options that stand in a file. */
export interface FileOptions {
  /** What the file says of an option, each text with its place; none where it says nothing. */
  texts(name: string): readonly GivenText[];
}

const SHOWN = 60;

/** Reads options: the command line first, then the environment, then a file. Collects what is wrong with all of them. */
export class OptionReader {
  readonly problems: string[] = [];
  readonly #given: GivenOptions;
  readonly #env: Environment;
  readonly #file: FileOptions | undefined;

  constructor(given: GivenOptions, env: Environment, file?: FileOptions) {
    this.#given = given;
    this.#env = env;
    this.#file = file;
  }

  /** The value of an option that takes one; undefined where it is not given. */
  one<T>(row: OptionRow<T>, furtherVariables: readonly string[] = []): { readonly value: T } | undefined {
    const [found] = this.#texts(row, [variableOf(row), ...furtherVariables]);
    return found === undefined ? undefined : this.#parse(row, found);
  }

  many<T>(row: OptionRow<T>): readonly T[] {
    const texts = this.#texts(row, [variableOf(row)]);
    return texts.flatMap((found) => this.#parse(row, found)?.value ?? []);
  }

  #texts<T>(row: OptionRow<T>, variables: readonly string[]): readonly GivenText[] {
    const given = this.#given[propertyOf(row)];
    if (given !== undefined) {
      return [given].flat().map((value) => ({ source: `--${row.name}`, text: String(value) }));
    }
    for (const source of variables) {
      const lines = (row.many === true ? this.#env[source]?.split('\n') : [this.#env[source]]) ?? [];
      const texts = lines.map((line) => line?.trim() ?? '').filter((line) => line !== '');
      if (texts.length > 0) return texts.map((text) => ({ source, text }));
    }
    return this.#file?.texts(row.name) ?? [];
  }

  #parse<T>(row: OptionRow<T>, { source, text }: GivenText): { readonly value: T } | undefined {
    const parsed = row.parse(text);
    if (!('expected' in parsed)) return parsed;
    const shown = text.length <= SHOWN ? `is ${JSON.stringify(text)}, but ` : '';
    this.problems.push(`${source} ${shown}must be ${parsed.expected}.`);
    return undefined;
  }
}
