import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { UsageError } from '../cli/usage-error.ts';
import type { TlsFiles } from '../config/serve-config.ts';

/** PEM texts. */
export interface TlsTexts {
  readonly cert: string;
  readonly key: string;
  /** Of the authority whose certificates clients have to show. */
  readonly clientCa?: string;
}

/**
 * Reads certificate and key, and tries them on each other, and the authority of clients. Rejects with a UsageError,
 * which never quotes the files.
 */
export async function readTls({ certFile, keyFile, clientCaFile }: TlsFiles): Promise<TlsTexts> {
  const [cert, key] = await Promise.all([read('--tls-cert', certFile), read('--tls-key', keyFile)]);
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new UsageError(
      `${certFile} and ${keyFile} are no certificate and its private key in PEM format. Is the key encrypted, or of another certificate?`,
    );
  }
  return {
    cert,
    key,
    ...(clientCaFile === undefined ? {} : { clientCa: await readAuthority(clientCaFile) }),
  };
}

async function readAuthority(file: string): Promise<string> {
  const text = await read('--tls-client-ca', file);
  try {
    const isCertificate = new X509Certificate(text).raw.length > 0;
    if (isCertificate) return text;
  } catch {
    // said below
  }
  throw new UsageError(
    `${file} is no certificate in PEM format. --tls-client-ca takes that of an authority.`,
  );
}

async function read(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${option}: cannot read ${file} (${code ?? 'unknown reason'})`);
  }
}
