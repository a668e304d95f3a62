import type { Environment } from '@marcbachmann/cel-js';
import { parseUrl, type UrlParts } from '../../validation/formats/parse-url.ts';
import { registerAll } from '../register.ts';

class Url {
  readonly parts: UrlParts;

  constructor(text: string) {
    const parts = parseUrl(text);
    if (parts === undefined) throw new Error('URL parse error during conversion from string');
    this.parts = parts;
  }
}

/** https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-url-library */
export function registerUrls(environment: Environment): void {
  environment.registerType('net.URL', { ctor: Url });
  registerAll(environment, {
    'url(string): net.URL': (text: string) => new Url(text),
    'isURL(string): bool': (text: string) => parseUrl(text) !== undefined,
    'net.URL.getScheme(): string': ({ parts }: Url) => parts.scheme,
    'net.URL.getHost(): string': ({ parts }: Url) => parts.host,
    'net.URL.getHostname(): string': ({ parts }: Url) => parts.hostname,
    'net.URL.getPort(): string': ({ parts }: Url) => parts.port,
    'net.URL.getEscapedPath(): string': ({ parts }: Url) => parts.path,
    'net.URL.getQuery(): map<string, list<string>>': ({ parts }: Url) => queryOf(parts.query),
  });
}

function queryOf(text: string): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const known = values.get(name);
    if (known === undefined) values.set(name, [value]);
    else known.push(value);
  }
  return values;
}
