const QUANTITY = /^([+-]?)(\d+|\d+\.\d*|\.\d+)([numkMGTPE]|[KMGTPE]i|[eE][+-]?\d{1,3})?$/;

/** Powers of ten of the decimal suffixes. */
const DECIMAL: { readonly [suffix: string]: number } = {
  n: -9,
  u: -6,
  m: -3,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
  P: 15,
  E: 18,
};
/** Powers of 1024. */
const BINARY = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const NANO = 9;
const MOST_LETTERS = 200;

/** A quantity of Kubernetes (`100m`, `1.5Gi`, `2e3`) in units of 10^-9, smaller parts rounded up; undefined if it is none. */
export function parseQuantity(text: string): bigint | undefined {
  const [, sign, digits, suffix = ''] = (text.length <= MOST_LETTERS && QUANTITY.exec(text)) || [];
  if (digits === undefined) return undefined;
  const [whole = '', fraction = ''] = digits.split('.');
  const mantissa = BigInt(whole + fraction) * 1024n ** BigInt(Math.max(0, BINARY.indexOf(suffix)));
  const size = scaled(mantissa, exponentOf(suffix) - fraction.length + NANO);
  return sign === '-' ? -size : size;
}

/** How many units of 10^-9 one is. */
export const QUANTITY_UNIT = 10n ** BigInt(NANO);

function exponentOf(suffix: string): number {
  return DECIMAL[suffix] ?? (/^[eE].*\d$/.test(suffix) ? Number(suffix.slice(1)) : 0);
}

function scaled(mantissa: bigint, exponent: number): bigint {
  const factor = 10n ** BigInt(Math.abs(exponent));
  return exponent >= 0 ? mantissa * factor : (mantissa + factor - 1n) / factor;
}
