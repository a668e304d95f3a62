/** Whether an object with these labels is selected. */
export type LabelPredicate = (labels: { readonly [key: string]: string } | undefined) => boolean;

/** What is wrong with a selector, and at which character (from 1). */
export class LabelSelectorError extends Error {
  readonly character: number;

  constructor(message: string, character: number) {
    super(`${message} at character ${character}`);
    this.name = 'LabelSelectorError';
    this.character = character;
  }
}

/**
 * Kubernetes' own selector syntax: `a=b,c!=d,e in (f,g),h notin (i),j,!k,l>1`, terms joined by "and". As there,
 * `!=` and `notin` also select objects without the label.
 */
export function parseLabelSelector(text: string): LabelPredicate {
  const cursor = new Cursor(text);
  if (cursor.atEnd()) return () => true;
  const terms: LabelPredicate[] = [parseTerm(cursor)];
  while (!cursor.atEnd()) {
    cursor.expect(',');
    terms.push(parseTerm(cursor));
  }
  return (labels) => terms.every((term) => term(labels));
}

/** Compares `labels[key]`, undefined where there is none, with the values of the term. */
type Comparison = (actual: string | undefined, values: readonly string[]) => boolean;

const OPERATORS: readonly (readonly [token: string, comparison: Comparison])[] = [
  ['==', (actual, [value]) => actual === value],
  ['=', (actual, [value]) => actual === value],
  ['!=', (actual, [value]) => actual !== value],
  ['>', (actual, [value]) => actual !== undefined && Number(actual) > Number(value)],
  ['<', (actual, [value]) => actual !== undefined && Number(actual) < Number(value)],
];

const SET_OPERATORS: readonly (readonly [token: string, comparison: Comparison])[] = [
  ['notin', (actual, values) => actual === undefined || !values.includes(actual)],
  ['in', (actual, values) => actual !== undefined && values.includes(actual)],
];

function parseTerm(cursor: Cursor): LabelPredicate {
  if (cursor.take('!')) {
    const key = cursor.key();
    return (labels) => labelOf(labels, key) === undefined;
  }
  const key = cursor.key();
  const operator = OPERATORS.find(([token]) => cursor.take(token));
  if (operator !== undefined) {
    const values = [cursor.value()];
    if (operator[0] === '>' || operator[0] === '<') cursor.requireInteger(values[0] ?? '');
    return (labels) => operator[1](labelOf(labels, key), values);
  }
  const setOperator = SET_OPERATORS.find(([token]) => cursor.takeWord(token));
  if (setOperator === undefined) return (labels) => labelOf(labels, key) !== undefined;
  const values = cursor.valueSet();
  return (labels) => setOperator[1](labelOf(labels, key), values);
}

/** Own labels only: `constructor` is a label key like any other. */
function labelOf(labels: Parameters<LabelPredicate>[0], key: string): string | undefined {
  return labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

const KEY_CHARACTERS = /[A-Za-z0-9_./-]*/y;
const VALUE_CHARACTERS = /[A-Za-z0-9_.-]*/y;
const NAME = /^[A-Za-z0-9]([A-Za-z0-9_.-]{0,61}[A-Za-z0-9])?$/;
const PREFIX = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

class Cursor {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  atEnd(): boolean {
    this.#skipSpace();
    return this.#at >= this.#text.length;
  }

  take(token: string): boolean {
    this.#skipSpace();
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  /** Takes `in` but not the `in` of `inner`. */
  takeWord(word: string): boolean {
    this.#skipSpace();
    const next = this.#text[this.#at + word.length];
    if (next !== '(' && next !== ' ') return false;
    return this.take(word);
  }

  expect(token: string): void {
    if (!this.take(token)) throw this.#error(`expected "${token}"`, this.#at);
  }

  key(): string {
    const [key, start] = this.#run(KEY_CHARACTERS);
    const slash = key.indexOf('/');
    const [prefix, name] = slash < 0 ? [undefined, key] : [key.slice(0, slash), key.slice(slash + 1)];
    if (key === '') throw this.#error('expected a label key', start);
    if (!NAME.test(name) || (prefix !== undefined && !PREFIX.test(prefix))) {
      throw this.#error(`"${key}" is no label key`, start);
    }
    return key;
  }

  value(): string {
    const [value, start] = this.#run(VALUE_CHARACTERS);
    if (value !== '' && !NAME.test(value)) throw this.#error(`"${value}" is no label value`, start);
    return value;
  }

  valueSet(): readonly string[] {
    this.expect('(');
    const values = [this.value()];
    while (!this.take(')')) {
      this.expect(',');
      values.push(this.value());
    }
    return values;
  }

  requireInteger(value: string): void {
    if (!/^-?\d+$/.test(value)) throw this.#error('expected a whole number', this.#at - value.length);
  }

  #run(characters: RegExp): readonly [text: string, start: number] {
    this.#skipSpace();
    const start = this.#at;
    characters.lastIndex = start;
    const text = characters.exec(this.#text)?.[0] ?? '';
    this.#at = start + text.length;
    return [text, start];
  }

  #skipSpace(): void {
    while (this.#text[this.#at] === ' ' || this.#text[this.#at] === '\t') this.#at += 1;
  }

  #error(message: string, at: number): LabelSelectorError {
    return new LabelSelectorError(message, at + 1);
  }
}
