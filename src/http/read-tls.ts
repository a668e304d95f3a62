import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { UsageError } from '../cli/usage-error.ts';
import type { TlsFiles } from '../config/serve-config.ts';

/** Reads certificate and key, and tries them on each other. Rejects with a UsageError, which never quotes the files. */
export async function readTls({ certFile, keyFile }: TlsFiles): Promise<{ cert: string; key: string }> {
  const [cert, key] = await Promise.all([read('--tls-cert', certFile), read('--tls-key', keyFile)]);
  try {
    createSecureContext({ cert, key });
  } catch {
    throw new UsageError(
      `${certFile} and ${keyFile} are no certificate and its private key in PEM format. Is the key encrypted, or of another certificate?`,
    );
  }
  return { cert, key };
}

async function read(option: string, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`${option}: cannot read ${file} (${code ?? 'unknown reason'})`);
  }
}
