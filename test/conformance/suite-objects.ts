import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../src/kube/json.ts';
import { type Certificate, selfSigned } from '../support/certificates.ts';
import type { ObjectName } from './conformance-case.ts';

interface SuiteObject extends ObjectName {
  readonly type?: string;
  readonly keys: readonly string[];
  readonly hosts?: readonly string[];
}

/** What each entry of a certificate object holds. */
const ENTRIES: { readonly [key: string]: keyof Certificate } = {
  'tls.crt': 'cert',
  'tls.key': 'key',
  'ca.crt': 'cert',
  'key.crt': 'key',
};

/** The Secrets and ConfigMaps that the suite itself makes, by the description in `suite-objects.json`. */
export class SuiteObjects {
  readonly #objects: readonly SuiteObject[];
  readonly #made = new Map<SuiteObject, JsonObject>();

  constructor(folder: string) {
    this.#objects = JSON.parse(readFileSync(join(folder, 'suite-objects.json'), 'utf8')) as SuiteObject[];
  }

  get(wanted: ObjectName): JsonObject {
    const found = this.#objects.find(
      ({ kind, namespace, name }) =>
        kind === wanted.kind && namespace === wanted.namespace && name === wanted.name,
    );
    if (found === undefined) throw new Error(`suite-objects.json has no ${wanted.kind} ${wanted.name}`);
    const known = this.#made.get(found);
    if (known !== undefined) return known;
    const made = makeObject(found);
    this.#made.set(found, made);
    return made;
  }
}

function makeObject({ kind, namespace, name, type, keys, hosts = [] }: SuiteObject): JsonObject {
  const dnsNames = hosts.filter((host) => host !== '*');
  const certificate = selfSigned({ cn: name, dnsNames });
  const texts = keys.map((key) => [key, certificate[ENTRIES[key] ?? 'cert']] as const);
  const base = { apiVersion: 'v1', kind, metadata: { namespace: namespace ?? '', name } };
  if (kind === 'ConfigMap') return { ...base, data: Object.fromEntries(texts) };
  const encoded = texts.map(([key, text]) => [key, Buffer.from(text).toString('base64')] as const);
  return { ...base, type: type ?? 'Opaque', data: Object.fromEntries(encoded) };
}
