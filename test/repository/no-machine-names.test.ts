import { describe, expect, test } from 'vitest';
import { readRepositoryFile, repositoryFiles } from './repository-files.ts';

const SELF = 'test/repository/no-machine-names.test.ts';

/** What must not be in any file: it would tie the repository to the machine that it was written on. */
const FORBIDDEN: readonly { readonly what: string; readonly pattern: RegExp; readonly except?: RegExp }[] = [
  { what: 'a home folder', pattern: /(?<![\w.~-])\/(?:home|Users)\/(?!me\b|user\b)[a-z]/ },
  { what: "root's home folder", pattern: /(?<![\w.~-])\/root\// },
  { what: 'the folder of a work tree', pattern: /(?<![\w.~-])\/work\// },
  { what: 'a temporary folder of one machine', pattern: /(?<![\w.~-])\/tmp\/[a-z]/ },
  { what: 'a drive of Windows', pattern: /\b[A-Z]:\\\\?[A-Za-z]/, except: /\.test\.ts$/ },
  { what: 'the host of a package registry', pattern: /registry\.(?:npmjs\.org|yarnpkg\.com)|npmmirror/ },
  {
    what: 'a path to the fixtures next to the repository',
    pattern: /\.\.\/shared\b/,
    except: /^(?:test\/|scripts\/|CONTRIBUTING\.md|docs\/)/,
  },
];

const files = repositoryFiles().filter((path) => path !== SELF);

test('the repository has files to look at', () => {
  expect(files).toContain('package.json');
  expect(files).toContain('src/web/main.tsx');
});

describe.each(FORBIDDEN)('no file holds $what', ({ pattern, except }) => {
  test(`nothing matches ${pattern.source}`, () => {
    const found = files
      .filter((path) => except?.test(path) !== true)
      .flatMap((path) =>
        readRepositoryFile(path)
          .split('\n')
          .flatMap((line, index) =>
            pattern.test(line) ? [`${path}:${index + 1}: ${line.trim().slice(0, 120)}`] : [],
          ),
      );
    expect(found).toEqual([]);
  });
});
