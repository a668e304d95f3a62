import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { readRepositoryFile, repositoryFiles, repositoryRoot } from './repository-files.ts';

const readme = readRepositoryFile('README.md');
const START = 'npm ci && npm start';
const TEST = 'npm ci && npm test';

test('the quick start is two lines', () => {
  const block = /^## Quick start\n+```sh\n([\s\S]*?)```/m.exec(readme)?.[1] ?? '';
  const commands = block.split('\n').map((line) => line.replace(/#.*$/, '').trim());
  expect(commands.filter((line) => line !== '')).toEqual([START, TEST]);
});

test('CI runs the test command of the README', () => {
  expect(readRepositoryFile('.ci/run')).toContain(`{ ${TEST}; }`);
});

test('the workflow runs CI as it is run by hand', () => {
  expect(readRepositoryFile('.github/workflows/ci.yml')).toContain('- run: bash .ci/run');
});

const links = repositoryFiles()
  .filter((path) => path.endsWith('.md'))
  .flatMap((path) =>
    [...readRepositoryFile(path).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(([, target = '']) => ({
      path,
      target,
    })),
  );

test.each(links)('the link in $path to $target leads somewhere', ({ path, target }) => {
  expect(existsSync(join(repositoryRoot, dirname(path), target))).toBe(true);
});
