import { expect, test } from 'vitest';
import { readRepositoryFile } from './repository-files.ts';

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly license?: string;
}

const lock: { readonly packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  readRepositoryFile('package-lock.json'),
);
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

/** Licences that a published package of ours may depend on. */
const PERMISSIVE = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'PSF-2.0',
  'Python-2.0',
  'Zlib',
  'Unlicense',
  'CC0-1.0',
]);

/** Further ones for tools that are used here and not published. */
const FOR_TOOLS = new Set([...PERMISSIVE, 'MPL-2.0', 'CC-BY-4.0']);

function isAllowed(expression: string, allowed: ReadonlySet<string>): boolean {
  const alternatives = expression.replace(/[()]/g, '').split(' OR ');
  return alternatives.some((all) => all.split(' AND ').every((licence) => allowed.has(licence.trim())));
}

test('the lock file names no download address', () => {
  expect(packages.filter(([, entry]) => entry.resolved !== undefined)).toEqual([]);
});

test('every locked package is pinned by version and checksum', () => {
  const loose = packages.filter(([, entry]) => entry.version === undefined || entry.integrity === undefined);
  expect(loose.map(([path]) => path)).toEqual([]);
});

test('every package that is published with gwql has a permissive licence', () => {
  const refused = packages.filter(
    ([, entry]) => entry.dev !== true && !isAllowed(entry.license ?? '', PERMISSIVE),
  );
  expect(refused.map(([path, entry]) => `${path}: ${entry.license}`)).toEqual([]);
});

test('every tool has a licence that asks nothing of what is made with it', () => {
  const refused = packages.filter(([, entry]) => !isAllowed(entry.license ?? '', FOR_TOOLS));
  expect(refused.map(([path, entry]) => `${path}: ${entry.license}`)).toEqual([]);
});
