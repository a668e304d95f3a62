import { expect, test } from 'vitest';
import { readRepositoryFile } from './repository-files.ts';

interface Manifest {
  readonly license: string;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

interface Row {
  readonly name: string;
  readonly licence: string;
}

const manifest: Manifest = JSON.parse(readRepositoryFile('package.json'));
const page = readRepositoryFile('docs/dependencies.md');

/** The rows `| name | what for | licence |` below a heading. */
function rowsBelow(heading: string): Row[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)` +\|.*\| ([^|]+) \|$/gm)].map(([, name = '', licence = '']) => ({
    name,
    licence: licence.trim(),
  }));
}

function licenceOf(name: string): string {
  const installed: Manifest = JSON.parse(readRepositoryFile(`node_modules/${name}/package.json`));
  return installed.license;
}

test.each([
  ['Published with gwql', manifest.dependencies],
  ['Used to build and test', manifest.devDependencies],
])('docs/dependencies.md has one row for each dependency: %s', (heading, dependencies) => {
  expect(rowsBelow(heading).map((row) => row.name)).toEqual(Object.keys(dependencies).sort());
});

test.each([...rowsBelow('Published'), ...rowsBelow('Used')])(
  '$name is under $licence',
  ({ name, licence }) => {
    expect(licence).toBe(licenceOf(name));
  },
);
