import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign,
} from 'node:crypto';
import {
  bits,
  type Der,
  integer,
  ipAddressBytes,
  nothing,
  objectId,
  octets,
  sequence,
  set,
  tagged,
  time,
  truth,
  utf8,
} from './der.ts';

export interface CertificateRequest {
  readonly cn: string;
  /** Organization (`O=`) of the subject. */
  readonly organization?: string;
  readonly dnsNames?: readonly string[];
  /** IPv4 or IPv6 subject alternative names; a server on loopback needs `127.0.0.1`. */
  readonly ipAddresses?: readonly string[];
  /** @default a day ago */
  readonly notBefore?: Date;
  /** @default in a year */
  readonly notAfter?: Date;
  /** @default ec (P-256), which is made in no time; rsa is 2048 bits */
  readonly keyType?: 'ec' | 'rsa';
}

/** PEM texts, as node:tls and a `kubernetes.io/tls` Secret take them. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

interface Issuer {
  readonly name: Der;
  readonly key: KeyObject;
}

const DAY = 24 * 60 * 60 * 1000;

/** A certificate that is its own authority: give it to a client as `ca`, and a server may use it. */
export function selfSigned(request: CertificateRequest): Certificate {
  const { privateKey } = keyPair(request.keyType ?? 'ec');
  return issue(request, privateKey, { name: nameOf(request), key: privateKey }, true);
}

/** A certificate that the authority `by` (made by `selfSigned` from `authority`) has signed. */
export function signedBy(
  by: Certificate,
  authority: CertificateRequest,
  request: CertificateRequest,
): Certificate {
  const { privateKey } = keyPair(request.keyType ?? 'ec');
  return issue(request, privateKey, { name: nameOf(authority), key: privateKeyOf(by) }, false);
}

function keyPair(type: 'ec' | 'rsa'): { readonly privateKey: KeyObject } {
  return type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' });
}

function privateKeyOf(certificate: Certificate): KeyObject {
  return createPrivateKey(certificate.key);
}

function issue(request: CertificateRequest, key: KeyObject, issuer: Issuer, authority: boolean): Certificate {
  const now = Date.now();
  const algorithm = signatureAlgorithm(issuer.key);
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(randomBytes(8)),
    algorithm,
    issuer.name,
    sequence(
      time(request.notBefore ?? new Date(now - DAY)),
      time(request.notAfter ?? new Date(now + 365 * DAY)),
    ),
    nameOf(request),
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions(request, authority)),
  );
  const signature = sign('sha256', body, issuer.key);
  return {
    cert: pem('CERTIFICATE', sequence(body, algorithm, bits(signature))),
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function signatureAlgorithm(key: KeyObject): Der {
  return key.asymmetricKeyType === 'rsa'
    ? sequence(objectId('1.2.840.113549.1.1.11'), nothing())
    : sequence(objectId('1.2.840.10045.4.3.2'));
}

function nameOf({ cn, organization }: CertificateRequest): Der {
  const parts = [set(sequence(objectId('2.5.4.3'), utf8(cn)))];
  if (organization !== undefined) parts.unshift(set(sequence(objectId('2.5.4.10'), utf8(organization))));
  return sequence(...parts);
}

function extensions({ dnsNames = [], ipAddresses = [] }: CertificateRequest, authority: boolean): Der {
  const names = [
    ...dnsNames.map((name) => tagged(0x82, Buffer.from(name, 'ascii'))),
    ...ipAddresses.map((address) => tagged(0x87, ipAddressBytes(address))),
  ];
  const basicConstraints = sequence(
    objectId('2.5.29.19'),
    truth(),
    octets(authority ? sequence(truth()) : sequence()),
  );
  const alternativeNames = sequence(objectId('2.5.29.17'), octets(sequence(...names)));
  return names.length === 0 ? sequence(basicConstraints) : sequence(basicConstraints, alternativeNames);
}

function pem(label: string, content: Der): string {
  const lines = content.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}
