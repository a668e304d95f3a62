/** A verb and its precision: `%.2f`. */
const VERB = /%(?:\.(\d+))?([a-zA-Z%])/g;
const MOST_DIGITS = 100;

type Numeric = bigint | number;

const VERBS: { readonly [verb: string]: (value: unknown, digits: number) => string } = {
  s: (value) => textOf(value),
  d: (value) => String(number(value)),
  f: (value, digits) => Number(number(value)).toFixed(digits),
  e: (value, digits) =>
    Number(number(value))
      .toExponential(digits)
      .replace(/e([+-])(\d)$/, 'e$10$2'),
  b: (value) => (typeof value === 'boolean' ? String(Number(value)) : number(value).toString(2)),
  o: (value) => number(value).toString(8),
  x: (value) => hex(value),
  X: (value) => hex(value).toUpperCase(),
};

/** `"%s has %d".format([name, count])` of CEL's strings extension. Throws where a value does not fit its verb. */
export function formatText(template: string, values: readonly unknown[]): string {
  let index = 0;
  return template.replaceAll(VERB, (_, digits: string | undefined, verb: string) => {
    if (verb === '%') return '%';
    const format = VERBS[verb];
    if (format === undefined) throw new Error(`unknown formatting verb %${verb}`);
    if (index >= values.length) throw new Error('more verbs than values');
    const value = values[index];
    index += 1;
    return format(value, Math.min(Number(digits ?? 6), MOST_DIGITS));
  });
}

function number(value: unknown): Numeric {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  throw new Error('a number is needed');
}

function hex(value: unknown): string {
  return typeof value === 'string' ? Buffer.from(value, 'utf8').toString('hex') : number(value).toString(16);
}

/** As CEL writes values: maps in the order of their keys. */
function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z');
  if (Array.isArray(value)) return `[${value.map(textOf).join(', ')}]`;
  if (!(value instanceof Map)) return String(value);
  const entries = [...value].map(([key, inner]) => `${textOf(key)}: ${textOf(inner)}`);
  return `{${entries.sort().join(', ')}}`;
}
