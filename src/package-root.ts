import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder that holds package.json: two levels up from the built file, one from the source. SDL, the page and the
 * demo cluster are found from there in both.
 */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder)
      throw new Error('this installation of gwql is not complete: package.json is missing');
    folder = parent;
  }
  return folder;
}
