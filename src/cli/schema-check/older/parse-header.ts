const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}$/;
/** Printable ASCII, spaces and tabs within: no line break can end the header early. */
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?$/;
const MAX_VALUE = 16_384;

/** `Authorization: Bearer ...` as a pair; undefined for what is no header. */
export function parseHeader(text: string): readonly [name: string, value: string] | undefined {
  const colon = text.indexOf(':');
  const name = text.slice(0, Math.max(colon, 0)).trim();
  const value = text.slice(colon + 1).trim();
  return NAME.test(name) && VALUE.test(value) && value.length <= MAX_VALUE ? [name, value] : undefined;
}
