import { expect, test } from 'vitest';
import { readAhead } from '../../../src/cluster/manifest/read-ahead.ts';

const FILES = Array.from({ length: 50 }, (_, index) => `${index}.yaml`);

test('files come in their order, each once, a few of them read at a time', async () => {
  let [reading, most] = [0, 0];
  const read = async (file: string) => {
    reading += 1;
    most = Math.max(most, reading);
    await Promise.resolve();
    reading -= 1;
    return `text of ${file}`;
  };
  const got: string[] = [];
  for await (const each of readAhead(FILES, read)) got.push(`${each.file}: ${each.read}`);
  expect(got).toEqual(FILES.map((file) => `${file}: text of ${file}`));
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(FILES.length);
});

test('no files are none', async () => {
  const got: unknown[] = [];
  for await (const each of readAhead([], async () => '')) got.push(each);
  expect(got).toEqual([]);
});
