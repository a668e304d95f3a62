import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

/** What is imported when the module is, types and `import()` aside. */
function importsOf(file: string): string[] {
  const declarations = readFileSync(file, 'utf8').matchAll(
    /^(?:import|export) (?!type\b)(?:[^'";]*?from )?'([^']+)';$/gm,
  );
  return [...declarations].flatMap(([, name]) => name ?? []);
}

/** Packages that are loaded with the program, and the file that asks for each. */
function loadedWith(entry: string): Map<string, string> {
  const packages = new Map<string, string>();
  const seen = new Set<string>();
  const pending = [entry];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file) || !existsSync(file)) continue;
    seen.add(file);
    for (const name of importsOf(file)) {
      if (name.startsWith('.')) pending.push(join(dirname(file), name));
      else packages.set(name, file);
    }
  }
  return packages;
}

test('a query loads neither the server nor the client of clusters', () => {
  const packages = [...loadedWith(join(root, 'src', 'main.ts')).keys()];
  expect(packages).toContain('commander');
  expect(packages).toContain('graphql');
  const heavy = /^(@apollo\/|@as-integrations\/|@?fastify|@kubernetes\/client-node|undici|pino|typescript)/;
  expect(packages.filter((name) => heavy.test(name))).toEqual([]);
});
