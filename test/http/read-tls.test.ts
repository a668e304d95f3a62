import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTls } from '../../src/http/read-tls.ts';
import { selfSigned } from '../support/certificates.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const ours = selfSigned({ cn: 'localhost' });
const other = selfSigned({ cn: 'other' });

async function files(cert: string, key: string) {
  const folder = await temporaryFolder();
  const [certFile, keyFile] = [join(folder, 'tls.crt'), join(folder, 'tls.key')];
  await Promise.all([writeFile(certFile, cert), writeFile(keyFile, key)]);
  return { certFile, keyFile };
}

test('a certificate and its key are read', async () => {
  expect(await readTls(await files(ours.cert, ours.key))).toEqual(ours);
});

test.each([
  ['the key of another certificate', ours.cert, other.key],
  ['a key that is none', ours.cert, 'nonsense'],
  ['a certificate that is none', 'nonsense', ours.key],
])('%s is an error for users, which quotes nothing', async (_what, cert, key) => {
  const failure = readTls(await files(cert, key));
  await expect(failure).rejects.toThrow('no certificate and its private key');
  await expect(failure).rejects.not.toThrow(/BEGIN|nonsense/);
});

test('a file that is not there is named with its option', async () => {
  const { certFile } = await files(ours.cert, ours.key);
  await expect(readTls({ certFile, keyFile: 'no/such.key' })).rejects.toThrow(
    '--tls-key: cannot read no/such.key (ENOENT)',
  );
});

test('the authority of clients is read too, and has to be a certificate', async () => {
  const tls = await files(ours.cert, ours.key);
  const folder = await temporaryFolder();
  const [clientCaFile, nonsense] = [join(folder, 'ca.crt'), join(folder, 'nonsense.crt')];
  await Promise.all([writeFile(clientCaFile, other.cert), writeFile(nonsense, 'nonsense')]);
  expect(await readTls({ ...tls, clientCaFile })).toEqual({ ...ours, clientCa: other.cert });
  await expect(readTls({ ...tls, clientCaFile: nonsense })).rejects.toThrow(
    'is no certificate in PEM format',
  );
  await expect(readTls({ ...tls, clientCaFile: 'no/such.crt' })).rejects.toThrow(
    '--tls-client-ca: cannot read no/such.crt (ENOENT)',
  );
});
