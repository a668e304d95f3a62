import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCapabilities } from '../../src/read-capabilities.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

async function file(text: string): Promise<string> {
  const path = join(await temporaryFolder(), 'capabilities.yaml');
  await writeFile(path, text);
  return path;
}

describe('--capabilities', () => {
  it('reads what a controller supports', async () => {
    const path = await file('controllers:\n  "*":\n    features: [HTTPRoute]\n');
    const capabilities = await readCapabilities(path);
    expect([...(capabilities?.controllers.get('*')?.features ?? [])]).toEqual(['HTTPRoute']);
  });

  it('is nothing where no file is named', async () => {
    expect(await readCapabilities(undefined)).toBeUndefined();
  });

  it.each([
    ['controllers: [', 'is not YAML'],
    ['controlers: {}', 'controlers'],
  ])('says what is wrong with %j', async (text, problem) => {
    await expect(readCapabilities(await file(text))).rejects.toThrow(problem);
  });

  it('names a file that is not there', async () => {
    await expect(readCapabilities('/no/such/file')).rejects.toThrow('cannot read /no/such/file (ENOENT)');
  });
});
