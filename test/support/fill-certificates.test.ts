import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fillCertificates } from './fill-certificates.ts';

const DAY = 24 * 60 * 60 * 1000;

function fill(manifest: string): Record<string, string> {
  return parse(fillCertificates(manifest)) as Record<string, string>;
}

function decode(value: string | undefined): string {
  return Buffer.from(value ?? '', 'base64').toString();
}

test('equal names give a certificate and the key that belongs to it', () => {
  const { cert, key } = fill('cert: "{{cert:shop.example.com}}"\nkey: "{{key:shop.example.com}}"');
  const certificate = new X509Certificate(decode(cert));
  expect(certificate.subjectAltName).toBe('DNS:shop.example.com');
  expect(certificate.checkPrivateKey(createPrivateKey(decode(key)))).toBe(true);
});

test('different names give keys that do not fit', () => {
  const { cert, key } = fill('cert: "{{cert:shop.example.com}}"\nkey: "{{key:other.example.com}}"');
  expect(new X509Certificate(decode(cert)).checkPrivateKey(createPrivateKey(decode(key)))).toBe(false);
});

test('the text forms are PEM inside a double-quoted string', () => {
  const { cert, key } = fill(
    '{ cert: "{{cert-text:shop.example.com}}", key: "{{key-text:shop.example.com}}" }',
  );
  expect(new X509Certificate(cert ?? '').subject).toBe('CN=shop.example.com');
  expect(createPrivateKey(key ?? '').type).toBe('private');
});

test('days say when a certificate begins and ends', () => {
  const { cert } = fill('cert: "{{cert:shop.example.com -30..13}}"');
  const { validFromDate, validToDate } = new X509Certificate(decode(cert));
  expect(Math.round((validFromDate.getTime() - Date.now()) / DAY)).toBe(-30);
  expect(Math.round((validToDate.getTime() - Date.now()) / DAY)).toBe(13);
});

test('what is not a name is refused', () => {
  expect(() => fillCertificates('{{cert:}}')).toThrow('not a certificate placeholder');
  expect(() => fillCertificates('{{cert:a.example.com soon}}')).toThrow('not a certificate placeholder');
});
