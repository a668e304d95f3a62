import { createPrivateKey, type X509Certificate } from 'node:crypto';

/** What is wrong with the PEM private key of a certificate; undefined when nothing is. Never throws, never quotes it. */
export function privateKeyProblem(pem: string, certificate: X509Certificate | undefined): string | undefined {
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: 4,ENCRYPTED/m.test(pem)) {
    return 'is encrypted with a passphrase';
  }
  try {
    const key = createPrivateKey({ key: pem, format: 'pem' });
    if (certificate === undefined || certificate.checkPrivateKey(key)) return undefined;
    return 'does not belong to the certificate in tls.crt';
  } catch {
    return 'holds no private key in PEM that can be read';
  }
}
