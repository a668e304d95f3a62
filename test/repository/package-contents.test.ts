import { execFileSync } from 'node:child_process';
import { beforeAll, expect, test } from 'vitest';
import { readRepositoryFile, repositoryRoot } from './repository-files.ts';

interface Manifest {
  readonly files: readonly string[];
  readonly bin: Readonly<Record<string, string>>;
  readonly engines: { readonly node: string };
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

const manifest: Manifest = JSON.parse(readRepositoryFile('package.json'));
let packed: readonly string[] = [];

beforeAll(() => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: repositoryRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [first]: readonly { readonly files: readonly { readonly path: string }[] }[] = JSON.parse(output);
  packed = first?.files.map((file) => file.path) ?? [];
}, 60_000);

test.each([
  'LICENSE',
  'README.md',
  'package.json',
  'build/web/index.html',
  'build/web/licenses.md',
  'examples/demo/gateways.yaml',
  'examples/queries/01-backends-of-every-route.graphql',
])('the package holds %s', (path) => {
  expect(packed).toContain(path);
});

test('the package holds the SDL of every kind', () => {
  expect(packed).toContain('schema/schema.graphql');
  expect(packed).toContain('schema/generated/HTTPRoute.graphql');
});

test('the package holds the JavaScript of its command', () => {
  // dist/ is written by `npm pack` itself; the packed tarball is run by scripts/smoke-package.ts
  expect(manifest.files).toContain('dist');
  expect(manifest.bin).toEqual({ gwql: 'dist/src/main.js' });
});

test.each(['test/', 'src/', 'scripts/', 'node_modules/', '.ci/', '.github/'])(
  'the package leaves out %s',
  (folder) => {
    expect(packed.filter((path) => path.startsWith(folder))).toEqual([]);
  },
);

test('engines says from which Node on the command works', () => {
  expect(manifest.engines.node).toBe('>=22.19.0');
});

test('the one install script that is allowed is that of the pinned Node', () => {
  const allowed = Object.entries(manifest.allowScripts).filter(([, runs]) => runs);
  expect(allowed).toEqual([['node', true]]);
});
