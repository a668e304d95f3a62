/** In the order in which we like them. */
const ENCODINGS = ['br', 'gzip'] as const;

export type Encoding = (typeof ENCODINGS)[number];

/** The encoding to answer in, by a client's Accept-Encoding (RFC 9110 12.5.3); undefined: as it is. */
export function acceptedEncoding(header: string | readonly string[] | undefined): Encoding | undefined {
  const weights = new Map<string, number>();
  for (const part of String(header ?? '').split(',', 20)) {
    const [, name = '', weight = '1'] = /^\s*([\w*-]+)\s*(?:;\s*q=([\d.]+)\s*)?$/.exec(part) ?? [];
    weights.set(name.toLowerCase(), Number(weight));
  }
  // `*` stands for what is not named; brotli is left to those who name it
  const wildcard = weights.get('*') ?? 0;
  const weightOf = (name: Encoding) => weights.get(name) ?? (name === 'gzip' ? wildcard : 0);
  const best = Math.max(...ENCODINGS.map(weightOf));
  return best > 0 ? ENCODINGS.find((name) => weightOf(name) === best) : undefined;
}
