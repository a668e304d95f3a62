import { X509Certificate } from 'node:crypto';
import type { CertificateFacts } from '../kube/secret-facts.ts';

export interface CertificateEntry {
  readonly facts: readonly CertificateFacts[];
  /** The first certificate: the server's own, its issuers follow it. */
  readonly leaf: X509Certificate;
}

const BLOCK = /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g;
const BEGINNING = /-----BEGIN CERTIFICATE-----/g;
const UNREADABLE = { problem: 'holds a certificate that cannot be read' };
const MAX_CERTIFICATES = 1000;

/** Reads the PEM certificates of one entry; a single one that cannot be read spoils the entry. Never throws. */
export function readCertificates(
  entry: string,
  pem: string,
): CertificateEntry | { readonly problem: string } {
  const blocks = pem.match(BLOCK) ?? [];
  if (blocks.length > MAX_CERTIFICATES)
    return { problem: `holds more than ${MAX_CERTIFICATES} certificates` };
  if (pem.match(BEGINNING)?.length !== pem.match(BLOCK)?.length) return UNREADABLE;
  try {
    const certificates = blocks.map((block) => new X509Certificate(block));
    const [leaf] = certificates;
    if (leaf === undefined) return { problem: 'holds no certificate in PEM' };
    return { leaf, facts: certificates.map((certificate) => factsOf(entry, certificate)) };
  } catch {
    // The error may quote what it could not read.
    return UNREADABLE;
  }
}

function factsOf(entry: string, certificate: X509Certificate): CertificateFacts {
  return {
    entry,
    subject: rfc4514(certificate.subject),
    issuer: rfc4514(certificate.issuer),
    dnsNames: dnsNamesOf(certificate.subjectAltName ?? ''),
    notBefore: rfc3339(certificate.validFromDate),
    notAfter: rfc3339(certificate.validToDate),
  };
}

/** Node gives one attribute a line, first to last and escaped as RFC 4514 wants; the RFC writes them last to first. */
function rfc4514(name: string | undefined): string {
  if (name === undefined || name === '') return '';
  return name
    .split('\n')
    .reverse()
    .map((part) => part.replaceAll(' + ', '+'))
    .join(',');
}

/** `DNS:a.example, IP Address:10.0.0.1, DNS:"b, c"`: a name with a character of doubt comes as a JSON string. */
function dnsNamesOf(alternativeNames: string): readonly string[] {
  const names = alternativeNames.matchAll(/(?:^|, )([^:,"]+):("(?:[^"\\]|\\.)*"|[^,]*)/g);
  return [...names].flatMap(([, type, name = '']) => {
    if (type !== 'DNS') return [];
    return [name.startsWith('"') ? String(JSON.parse(name)) : name];
  });
}

function rfc3339(date: Date): string {
  return date.toISOString().replace('.000Z', 'Z');
}
