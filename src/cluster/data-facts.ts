import { compareBytes } from '../gatewayapi/compare-bytes.ts';
import { asObject, type Json, type JsonObject } from '../kube/json.ts';
import type { CertificateFacts, DataFacts } from '../kube/secret-facts.ts';
import { type CertificateEntry, readCertificates } from './read-certificates.ts';
import { privateKeyProblem } from './read-private-key.ts';

/** An entry's contents, or what keeps them from being read; neither leaves this file. */
type Contents = { readonly text: string } | { readonly problem: string };

const CERTIFICATE_ENTRIES = ['tls.crt', 'ca.crt'] as const;
/** No Secret or ConfigMap may be larger than 1 MiB. */
const MAX_PEM = 1024 * 1024;

/** What is public about a Secret or ConfigMap; its contents are read here and nowhere else. Never throws. */
export function dataFactsOf(object: JsonObject): DataFacts {
  const certificates: CertificateFacts[] = [];
  const problems: Record<string, string> = {};
  let server: CertificateEntry | undefined;
  for (const entry of CERTIFICATE_ENTRIES) {
    const contents = contentsOf(object, entry);
    if (contents === undefined) continue;
    const read = 'problem' in contents ? contents : readCertificates(entry, contents.text);
    if ('problem' in read) {
      problems[entry] = read.problem;
    } else {
      certificates.push(...read.facts);
      if (entry === 'tls.crt') server = read;
    }
  }
  const keyProblem = keyProblemOf(object, server);
  if (keyProblem !== undefined) problems['tls.key'] = keyProblem;
  return { keys: keysOf(object), certificates, problems };
}

function keysOf(object: JsonObject): readonly string[] {
  const fields = ['data', 'stringData', 'binaryData'];
  return [...new Set(fields.flatMap((field) => Object.keys(asObject(object[field]))))].sort(compareBytes);
}

function keyProblemOf(object: JsonObject, server: CertificateEntry | undefined): string | undefined {
  const contents = contentsOf(object, 'tls.key');
  if (contents === undefined) return undefined;
  return 'problem' in contents ? contents.problem : privateKeyProblem(contents.text, server?.leaf);
}

/** `stringData` wins over `data`, as it does in the API server. */
function contentsOf(object: JsonObject, entry: string): Contents | undefined {
  const plain = own(object['stringData'], entry);
  if (plain !== undefined) return fromText(plain);
  const isSecret = object['kind'] !== 'ConfigMap';
  const value = own(object['data'], entry);
  if (value !== undefined) return isSecret ? fromBase64(value) : fromText(value);
  const binary = own(object['binaryData'], entry);
  return binary === undefined ? undefined : fromBase64(binary);
}

function own(container: Json | undefined, entry: string): Json | undefined {
  const entries = asObject(container);
  return Object.hasOwn(entries, entry) ? entries[entry] : undefined;
}

function fromText(value: Json): Contents {
  if (typeof value !== 'string') return { problem: 'is not a string' };
  if (value.trim() === '') return { problem: 'is empty' };
  return value.length > MAX_PEM ? { problem: 'is larger than 1 MiB' } : { text: value };
}

function fromBase64(value: Json): Contents {
  const encoded = fromText(value);
  if ('problem' in encoded) return encoded;
  const compact = encoded.text.replace(/[\r\n]/g, '');
  const isBase64 = compact.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(compact);
  return isBase64
    ? fromText(Buffer.from(compact, 'base64').toString('latin1'))
    : { problem: 'is not base64' };
}
