import { describe, expect, test } from 'vitest';
import { dataFactsOf } from '../../src/cluster/data-facts.ts';
import { selfSigned, signedBy } from '../support/certificates.ts';

const REQUEST = {
  cn: 'shop.example.com',
  organization: 'Shop, Inc.',
  dnsNames: ['shop.example.com', '*.shop.example.com'],
  ipAddresses: ['10.0.0.1'],
  notBefore: new Date('2026-01-02T03:04:05Z'),
  notAfter: new Date('2036-01-02T03:04:05Z'),
};
const SHOP = selfSigned(REQUEST);
const OTHER = selfSigned({ cn: 'other', keyType: 'rsa' });
const FACTS = {
  subject: 'CN=shop.example.com,O=Shop\\, Inc.',
  issuer: 'CN=shop.example.com,O=Shop\\, Inc.',
  dnsNames: ['shop.example.com', '*.shop.example.com'],
  notBefore: '2026-01-02T03:04:05Z',
  notAfter: '2036-01-02T03:04:05Z',
};

function secret(entries: { readonly [entry: string]: string }) {
  const data = Object.fromEntries(Object.entries(entries).map(([entry, text]) => [entry, btoa(text)]));
  return { kind: 'Secret', data };
}

test('a TLS Secret shows its certificate and nothing else', () => {
  expect(dataFactsOf(secret({ 'tls.crt': SHOP.cert, 'tls.key': SHOP.key }))).toStrictEqual({
    keys: ['tls.crt', 'tls.key'],
    certificates: [{ entry: 'tls.crt', ...FACTS }],
    problems: {},
  });
});

test('a chain shows its certificates in file order, those of tls.crt before those of ca.crt', () => {
  const authority = { cn: 'CA' };
  const ca = selfSigned(authority);
  const leaf = signedBy(ca, authority, { cn: 'leaf' });
  const facts = dataFactsOf(
    secret({ 'ca.crt': ca.cert, 'tls.crt': `leaf:\n${leaf.cert}issuer:\n${ca.cert}`, 'tls.key': leaf.key }),
  );
  expect(facts.certificates.map(({ entry, subject, issuer }) => [entry, subject, issuer])).toStrictEqual([
    ['tls.crt', 'CN=leaf', 'CN=CA'],
    ['tls.crt', 'CN=CA', 'CN=CA'],
    ['ca.crt', 'CN=CA', 'CN=CA'],
  ]);
  expect(facts.problems).toStrictEqual({});
});

test('a ConfigMap holds ca.crt as plain text', () => {
  expect(dataFactsOf({ kind: 'ConfigMap', data: { 'ca.crt': SHOP.cert, note: 'x' } })).toStrictEqual({
    keys: ['ca.crt', 'note'],
    certificates: [{ entry: 'ca.crt', ...FACTS }],
    problems: {},
  });
});

test('a ConfigMap holds binaryData in base64', () => {
  const { certificates } = dataFactsOf({ kind: 'ConfigMap', binaryData: { 'ca.crt': btoa(SHOP.cert) } });
  expect(certificates).toHaveLength(1);
});

test('stringData wins over data and is plain text', () => {
  const facts = dataFactsOf({
    kind: 'Secret',
    data: { 'tls.crt': btoa(OTHER.cert), a: '' },
    stringData: { 'tls.crt': SHOP.cert, 'tls.key': SHOP.key },
  });
  expect(facts.keys).toStrictEqual(['a', 'tls.crt', 'tls.key']);
  expect(facts.certificates.map(({ subject }) => subject)).toStrictEqual([FACTS.subject]);
  expect(facts.problems).toStrictEqual({});
});

test('base64 may be folded into lines', () => {
  const folded = btoa(SHOP.cert).replace(/.{60}/g, '$&\n');
  expect(dataFactsOf({ kind: 'Secret', data: { 'ca.crt': folded } }).certificates).toHaveLength(1);
});

describe('is a problem of the entry:', () => {
  const cases: readonly (readonly [string, object, object])[] = [
    [
      'a key of another certificate',
      secret({ 'tls.crt': SHOP.cert, 'tls.key': OTHER.key }),
      { 'tls.key': 'does not belong to the certificate in tls.crt' },
    ],
    [
      'a certificate in place of the key',
      secret({ 'tls.key': SHOP.cert }),
      { 'tls.key': 'holds no private key in PEM that can be read' },
    ],
    [
      'an encrypted key',
      secret({
        'tls.key': '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----',
      }),
      { 'tls.key': 'is encrypted with a passphrase' },
    ],
    ['text without PEM', secret({ 'tls.crt': 'hello' }), { 'tls.crt': 'holds no certificate in PEM' }],
    [
      'a key in place of the certificate',
      secret({ 'ca.crt': SHOP.key }),
      { 'ca.crt': 'holds no certificate in PEM' },
    ],
    [
      'PEM of nonsense',
      secret({ 'ca.crt': '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }),
      { 'ca.crt': 'holds a certificate that cannot be read' },
    ],
    [
      'a chain that breaks off',
      secret({ 'tls.crt': `${SHOP.cert}-----BEGIN CERTIFICATE-----\nAAAA` }),
      { 'tls.crt': 'holds a certificate that cannot be read' },
    ],
    ['nothing', secret({ 'tls.crt': '' }), { 'tls.crt': 'is empty' }],
    [
      'plain text under data',
      { kind: 'Secret', data: { 'tls.crt': SHOP.cert } },
      { 'tls.crt': 'is not base64' },
    ],
    ['base64 cut off', { kind: 'Secret', data: { 'tls.crt': 'QUJ' } }, { 'tls.crt': 'is not base64' }],
    ['a number', { kind: 'Secret', stringData: { 'tls.key': 7 } }, { 'tls.key': 'is not a string' }],
    ['null', { kind: 'Secret', data: { 'tls.key': null } }, { 'tls.key': 'is not a string' }],
    [
      'more than fits in a Secret',
      { kind: 'ConfigMap', data: { 'ca.crt': 'x'.repeat(1024 * 1024 + 1) } },
      { 'ca.crt': 'is larger than 1 MiB' },
    ],
    [
      'base64 in a ConfigMap',
      { kind: 'ConfigMap', data: { 'ca.crt': btoa(SHOP.cert) } },
      { 'ca.crt': 'holds no certificate in PEM' },
    ],
  ];

  test.each(cases)('%s', (_, object, problems) => {
    const facts = dataFactsOf({ ...object });
    expect(facts.problems).toStrictEqual(problems);
    expect(facts.certificates.filter(({ entry }) => entry in problems)).toStrictEqual([]);
  });
});

test('entries with other names are not looked at', () => {
  expect(dataFactsOf(secret({ 'server.pem': 'hello', password: 'x' })).problems).toStrictEqual({});
});
