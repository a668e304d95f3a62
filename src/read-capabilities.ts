import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { UsageError } from './cli/usage-error.ts';
import { type CapabilityFile, readCapabilityFile } from './gatewayapi/capabilities/capability-file.ts';

/** The file of `--capabilities`, YAML or JSON; undefined where none was named. Rejects with a UsageError. */
export async function readCapabilities(path: string | undefined): Promise<CapabilityFile | undefined> {
  if (path === undefined) return undefined;
  const result = readCapabilityFile(await contents(path));
  if (result.problem !== undefined) throw new UsageError(`--capabilities ${path}: ${result.problem}`);
  return result.file;
}

async function contents(path: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UsageError(`--capabilities: cannot read ${path} (${code ?? 'unknown reason'})`);
  }
  try {
    return parse(text);
  } catch {
    throw new UsageError(`--capabilities: ${path} is not YAML`);
  }
}
