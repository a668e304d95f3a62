import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { parseAllDocuments } from 'yaml';

type Fields = Readonly<Record<string, unknown>>;

/** An object as it is written: nothing defaulted but the namespace. */
export interface ExampleObject {
  readonly group: string;
  readonly kind: string;
  /** Absent for cluster-scoped kinds. */
  readonly namespace?: string;
  readonly name: string;
  readonly spec: unknown;
}

const FIXTURES = process.env['GWQL_FIXTURES'] ?? join(import.meta.dirname, '..', '..', '..', 'shared');

/** The Gateway API's own example manifests; the folder may be missing. */
export const EXAMPLES = join(FIXTURES, 'examples');

export const HAVE_EXAMPLES = existsSync(EXAMPLES);

const CLUSTER_SCOPED: ReadonlySet<unknown> = new Set(['GatewayClass', 'Namespace']);

/** Paths from `examples/` down, sorted: `standard/basic-http.yaml`. */
export function exampleFiles(): readonly string[] {
  if (!HAVE_EXAMPLES) return [];
  return readdirSync(EXAMPLES, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.yaml'))
    .map((entry) => relative(EXAMPLES, join(entry.parentPath, entry.name)))
    .sort();
}

export function readExample(file: string): readonly ExampleObject[] {
  return parseAllDocuments(readFileSync(join(EXAMPLES, file), 'utf8'))
    .map((document) => document.toJS() as Fields | null)
    .filter((object) => object !== null)
    .map(asExampleObject);
}

/** The file, and what is in its folder and does not define one of its objects again. */
export function withNeighbours(file: string): readonly string[] {
  const folder = dirname(file);
  const alone = !folder.includes('/');
  const own = new Set(readExample(file).map(idOf));
  const neighbours = exampleFiles()
    .filter((other) => !alone && other !== file && dirname(other) === folder)
    .filter((other) => !readExample(other).some((object) => own.has(idOf(object))));
  return [file, ...neighbours].map((path) => join(EXAMPLES, path));
}

function asExampleObject(object: Fields): ExampleObject {
  const { name, namespace } = object['metadata'] as { name: string; namespace?: string };
  const [group = '', version] = String(object['apiVersion']).split('/');
  const kind = String(object['kind']);
  const identity = { group: version === undefined ? '' : group, kind, name, spec: object['spec'] };
  return CLUSTER_SCOPED.has(kind) ? identity : { ...identity, namespace: namespace ?? 'default' };
}

function idOf({ group, kind, namespace, name }: ExampleObject): string {
  return [group, kind, namespace, name].join('/');
}
