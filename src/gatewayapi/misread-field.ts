import { asList, asString, getIn, type Json } from '../kube/json.ts';
import type { Reference } from './reference.ts';

/**
 * What is written in a field of a reference that read as absent because it is of another type: manifests that no server
 * has seen may hold `port: "80"`. Undefined where nothing is written. Looked up where it is told, as that is seldom.
 */
export function misreadField({ owner, path }: Reference, field: 'name' | 'port'): Json | undefined {
  let node: Json | undefined = owner;
  for (const [, name = '', index] of path().matchAll(/([^.[\]]+)|\[(\d+)\]/g)) {
    node = index === undefined ? getIn(node, name) : asList(node)[Number(index)];
  }
  const value = getIn(node, field);
  return value === null || value === '' ? undefined : value;
}

/** What to do about a port that is no number. */
export function misreadPort(value: Json): { readonly message: string; readonly hint: string } {
  const text = asString(value) ?? '';
  const message = `port ${JSON.stringify(value)} is no number`;
  return /^\d+$/.test(text)
    ? { message, hint: `Write port: ${Number(text)}, without quotes.` }
    : { message, hint: 'Set port to a port of the Service, by its number, not its name.' };
}
