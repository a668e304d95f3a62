import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** First match wins. `packages` are the npm packages and node modules a layer may import; undefined: any. */
interface Layer {
  readonly name: string;
  readonly folders: readonly string[];
  readonly may: readonly string[];
  readonly packages?: readonly RegExp[];
}

const LAYERS: readonly Layer[] = [
  { name: 'main', folders: ['src/main.ts'], may: ['L0', 'L1', 'L2', 'L3', 'L4', 'L5', 'root'] },
  { name: 'L0', folders: ['src/kube/', 'src/generated/', 'src/errors.ts'], may: ['L0'], packages: [] },
  {
    name: 'L1',
    folders: ['src/gatewayapi/', 'src/codegen/', 'src/validation/'],
    may: ['L0', 'L1'],
    packages: [],
  },
  {
    name: 'L2',
    folders: ['src/cluster/', 'src/cel/', 'src/telemetry/'],
    may: ['L0', 'L1', 'L2', 'root'],
    packages: [
      /^node:/,
      /^@kubernetes\/client-node$/,
      /^undici$/,
      /^yaml$/,
      /^pino$/,
      /^prom-client$/,
      /^re2js$/,
      /^@marcbachmann\/cel-js$/,
    ],
  },
  {
    name: 'L3',
    folders: ['src/loaders/', 'src/context/', 'src/config/'],
    may: ['L0', 'L1', 'L3', 'root'],
    packages: [/^dataloader$/, /^node:/],
  },
  { name: 'L4', folders: ['resolvers/'], may: ['L0', 'L1', 'L3', 'L4'], packages: [/^graphql$/] },
  { name: 'root', folders: ['src/package-root.ts'], may: [], packages: [/^node:/] },
  {
    name: 'L5',
    folders: [
      'src/schema.ts',
      'src/read-sdl.ts',
      'src/describe-document.ts',
      'src/print-schema.ts',
      'src/open-clusters.ts',
      'src/read-version.ts',
      'src/read-capabilities.ts',
      'src/serve.ts',
      'src/collect-metrics.ts',
      'src/execution/',
      'src/limits/',
      'src/http/',
      'src/cli/',
    ],
    may: ['L0', 'L1', 'L2', 'L3', 'L5', 'root'],
  },
];

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((file) => file.endsWith('.ts') && !file.startsWith('src/web/'));
}

const files = [...sourceFiles('src'), ...sourceFiles('resolvers')];

/** Every imported module: declarations, re-exports, type-only and dynamic imports. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
}

function localTarget(file: string, imported: string): string | undefined {
  return imported.startsWith('.') ? relative(root, join(root, dirname(file), imported)) : undefined;
}

function layerOf(file: string): Layer | undefined {
  return LAYERS.find(({ folders }) => folders.some((folder) => file === folder || file.startsWith(folder)));
}

describe('the layers', () => {
  it('every source file belongs to one', () => {
    expect(files.filter((file) => layerOf(file) === undefined)).toEqual([]);
  });

  it('import only what the table allows', () => {
    const offences = files.flatMap((file) => {
      const layer = layerOf(file);
      return importsOf(file)
        .filter((imported) => layer !== undefined && !allowed(layer, file, imported))
        .map((imported) => `${file} imports ${imported}`);
    });
    expect(offences).toEqual([]);
  });

  it('have no import cycles, type-only imports included', () => {
    const graph = new Map(
      files.map((file) => [file, importsOf(file).flatMap((name) => localTarget(file, name) ?? [])]),
    );
    expect(findCycle(graph)).toBeUndefined();
  });
});

function allowed(layer: Layer, file: string, imported: string): boolean {
  const target = localTarget(file, imported);
  if (target === undefined) {
    return layer.packages === undefined || layer.packages.some((pattern) => pattern.test(imported));
  }
  if (target === 'package.json') return true;
  const other = layerOf(target);
  return other !== undefined && layer.may.includes(other.name);
}

function findCycle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}
