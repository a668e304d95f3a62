import { isIP } from 'node:net';
import type { Parsed, ValueParser } from './option-row.ts';

const MAX_TEXT = 4_096;

export const text: ValueParser<string> = (given) =>
  given !== '' && given.length <= MAX_TEXT && !given.includes('\0')
    ? { value: given }
    : { expected: `a text of 1 to ${MAX_TEXT} characters` };

const FLAGS: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

export const flag: ValueParser<boolean> = (given) => {
  const value = FLAGS.get(given.toLowerCase());
  return value === undefined ? { expected: 'true or false' } : { value };
};

export function wholeNumber(min: number, max: number): ValueParser<number> {
  return (given) => {
    const value = Number(given);
    return /^\d{1,15}$/.test(given) && value >= min && value <= max
      ? { value }
      : { expected: `a whole number from ${min} to ${max}` };
  };
}

export function oneOf<T extends string>(...choices: readonly T[]): ValueParser<T> {
  return (given) => {
    const value = choices.find((choice) => choice === given);
    return value === undefined ? { expected: `one of ${choices.join(', ')}` } : { value };
  };
}

/** A limit that can be lifted. */
export function orNone<T>(parse: ValueParser<T>): ValueParser<T | undefined> {
  return (given) => {
    if (given === 'none') return { value: undefined };
    const parsed: Parsed<T> = parse(given);
    return 'expected' in parsed ? { expected: `${parsed.expected}, or none` } : parsed;
  };
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
]);
const MAX_DURATION_MS = 24 * 60 * 60_000;

/** Milliseconds of `30`, `30s`, `500ms`, `2m`; a bare number is seconds. */
export const duration: ValueParser<number> = (given) => {
  const [, amount = '', unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)?$/.exec(given) ?? [];
  const value = Math.round(Number(amount) * (UNITS.get(unit) ?? 0));
  return amount !== '' && value >= 1 && value <= MAX_DURATION_MS
    ? { value }
    : { expected: 'a time such as 30s, 500ms or 2m, at most 24 hours' };
};

const MULTIPLES: ReadonlyMap<string, number> = new Map([
  ['', 1],
  ['k', 1_024],
  ['m', 1_024 * 1_024],
]);
const MAX_SIZE = 256 * 1_024 * 1_024;

/** Bytes of `1048576`, `512k`, `1m`. */
export const size: ValueParser<number> = (given) => {
  const [, amount = '', unit = ''] = /^(\d{1,9})([km]?)$/i.exec(given) ?? [];
  const value = Number(amount) * (MULTIPLES.get(unit.toLowerCase()) ?? 0);
  return amount !== '' && value >= 1 && value <= MAX_SIZE
    ? { value }
    : { expected: 'a number of bytes, or such as 512k or 1m, at most 256m' };
};

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*$/;

/** A host name or address, in lower case and without brackets. */
export const host: ValueParser<string> = (given) => {
  const value = given.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return isIP(value) !== 0 || HOST_NAME.test(value)
    ? { value }
    : { expected: 'a host name or an IP address, without scheme and port' };
};

/** As browsers send it: `https://dashboard.example.com`, `http://localhost:3000`; or `*`. */
export const origin: ValueParser<string> = (given) => {
  if (given === '*') return { value: given };
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isOrigin = url !== undefined && url.origin !== 'null' && `${url.origin}/` === url.href;
  return isOrigin
    ? { value: url.origin }
    : { expected: 'an origin such as https://dashboard.example.com, without a path, or *' };
};

const MAX_JSON = 1_048_576;

/** A JSON object: the variables of a query. */
export const jsonObject: ValueParser<{ readonly [name: string]: unknown }> = (given) => {
  const expected = 'a JSON object such as \'{"namespace": "shop"}\'';
  if (given.length > MAX_JSON) return { expected: `${expected} of at most ${MAX_JSON} characters` };
  try {
    const value: unknown = JSON.parse(given);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value: value as { readonly [name: string]: unknown } } : { expected };
  } catch {
    return { expected };
  }
};
