import type { HeaderExpectation } from './request-expectation.ts';
import type { HeaderChanges } from './simulated-requests.ts';

interface Header {
  readonly name: string;
  readonly value: string;
}

/** The headers of a response after the gateway has changed them. */
export function responseHeaders(
  sent: { readonly [name: string]: string },
  { set, add, remove }: HeaderChanges,
): readonly Header[] {
  const headers = new Map(Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value]));
  for (const { name, value } of set) headers.set(name.toLowerCase(), value);
  for (const { name, value } of add) {
    const before = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), before === undefined ? value : `${before},${value}`);
  }
  for (const name of remove) headers.delete(name.toLowerCase());
  return [...headers].map(([name, value]) => ({ name, value }));
}

/** What is wrong with headers; further ones are allowed, and names have no case. */
export function checkHeaders(
  where: string,
  { headers = {}, headersAnyOf = {}, absentHeaders = [], ignoreWhitespace = false }: HeaderExpectation,
  actual: readonly Header[],
): string | undefined {
  const value = (name: string) => actual.find((header) => sameName(header.name, name))?.value;
  const normal = (text: string | undefined) => (ignoreWhitespace ? text?.replaceAll(/\s/g, '') : text);
  const wanted = [
    ...Object.entries(headers).map(([name, only]) => [name, [only]] as const),
    ...Object.entries(headersAnyOf),
  ];
  for (const [name, values] of wanted) {
    if (!values.map(normal).includes(normal(value(name)))) {
      return `${name} in ${where} is ${value(name)}, not ${values.join(' or ')}`;
    }
  }
  const present = absentHeaders.find((name) => value(name) !== undefined);
  return present === undefined ? undefined : `${where} has ${present}: ${value(present)}`;
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
