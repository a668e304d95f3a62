import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { type Certificate, selfSigned, signedBy } from './certificates.ts';

async function subjectSeenByClient(server: Certificate, ca: string): Promise<string | undefined> {
  const listener = createServer({ cert: server.cert, key: server.key }, (socket) => socket.end());
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const client = connect({ host: '127.0.0.1', port, ca });
  try {
    await once(client, 'secureConnect');
    expect(client.authorized).toBe(true);
    return client.getPeerX509Certificate()?.subject;
  } finally {
    client.destroy();
    listener.close();
  }
}

test.each(['ec', 'rsa'] as const)(
  'a TLS client trusts a self-signed %s certificate on 127.0.0.1',
  async (keyType) => {
    const server = selfSigned({
      cn: 'loopback',
      keyType,
      dnsNames: ['localhost'],
      ipAddresses: ['127.0.0.1', '::1'],
    });
    expect(await subjectSeenByClient(server, server.cert)).toBe('CN=loopback');
  },
);

test('a TLS client trusts a certificate that its authority has signed', async () => {
  const authority = { cn: 'Test CA', organization: 'Shop' };
  const ca = selfSigned(authority);
  const server = signedBy(ca, authority, { cn: 'api', ipAddresses: ['127.0.0.1'] });
  expect(await subjectSeenByClient(server, ca.cert)).toBe('CN=api');
});

test('a certificate says what was asked for', () => {
  const { cert } = selfSigned({
    cn: 'shop.example.com',
    organization: 'Shop',
    dnsNames: ['shop.example.com', '*.shop.example.com'],
    ipAddresses: ['10.1.2.3', '2001:db8::1'],
    notBefore: new Date('2020-01-02T03:04:05Z'),
    notAfter: new Date('2051-01-02T03:04:05Z'),
  });
  const read = new X509Certificate(cert);
  expect(read.subject).toBe('O=Shop\nCN=shop.example.com');
  expect(read.issuer).toBe(read.subject);
  expect(read.subjectAltName).toBe(
    'DNS:shop.example.com, DNS:*.shop.example.com, IP Address:10.1.2.3, IP Address:2001:DB8:0:0:0:0:0:1',
  );
  expect(read.validFromDate.toISOString()).toBe('2020-01-02T03:04:05.000Z');
  expect(read.validToDate.toISOString()).toBe('2051-01-02T03:04:05.000Z');
});
