import { globSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseExample } from '../../src/web/example.ts';
import { queryManifests } from '../support/query-manifests.ts';
import { readRepositoryFile, repositoryRoot } from './repository-files.ts';
import { selectReferences } from './select-references.ts';

const queries = globSync('examples/queries/*.graphql', { cwd: repositoryRoot }).sort();
const manifests = globSync('examples/demo/*.yaml', { cwd: repositoryRoot }).sort();

interface NamedObject {
  readonly kind: string;
  readonly metadata: { readonly namespace?: string | null; readonly name: string };
}

type Reasons = Readonly<Record<string, readonly string[]>>;

function keyOf({ kind, metadata }: NamedObject): string {
  return [kind, metadata.namespace, metadata.name].filter((part) => part != null).join(' ');
}

/** What the comments `# broken, REASON: ...` promise, by object. */
function promisedReasons(): Reasons {
  const documents = manifests.flatMap((path) => readRepositoryFile(path).split(/^---$/m).slice(1));
  const entries = documents.map((text): [string, string[]] => {
    const reasons = [...text.matchAll(/# broken, (\w+):/g)].map(([, reason = '']) => reason);
    return [keyOf(parseYaml(text)), reasons.sort()];
  });
  return Object.fromEntries(entries.filter(([, reasons]) => reasons.length > 0));
}

/** Every reason below a value of the response. */
function reasonsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name === 'reason' ? [String(inner)] : reasonsIn(inner),
  );
}

const schema = buildSchema(readRepositoryFile('schema/schema.graphql'));

/** The data that a query gets from the demo, after making sure that it comes without errors. */
async function askDemo(query: string): Promise<unknown> {
  const response = await queryManifests({ manifests: [join(repositoryRoot, 'examples', 'demo')], query });
  expect(response.errors).toBeUndefined();
  return response.data;
}

interface ListOfNodes {
  readonly nodes: readonly unknown[];
}

function isList(value: unknown): value is ListOfNodes {
  return typeof value === 'object' && value !== null && 'nodes' in value;
}

/** An example has to show something. */
function holds({ nodes }: ListOfNodes): boolean {
  return nodes.length > 0;
}

test('there are at least fifteen examples, whose titles tell them apart', () => {
  const titles = queries.map((path) => parseExample(readRepositoryFile(path)).title);
  expect(titles.length).toBeGreaterThanOrEqual(15);
  expect(new Set(titles).size).toBe(titles.length);
});

describe.each(queries)('%s', (path) => {
  const text = readRepositoryFile(path);

  test('has a title and a description', () => {
    const { title, description } = parseExample(text);
    expect(title.length).toBeGreaterThan(5);
    expect(description).toMatch(/\w.*\.$/);
  });

  test('names its operation, so that its tab has a name', () => {
    const operations = parse(text).definitions.filter(
      (definition) => definition.kind === 'OperationDefinition',
    );
    expect(operations.map((operation) => operation.name !== undefined)).toEqual([true]);
  });

  test('fits the schema', () => {
    expect(validate(schema, parse(text)).map((error) => error.message)).toEqual([]);
  });

  test('has an answer on the demo', async () => {
    const data = Object.entries((await askDemo(text)) ?? {});
    expect(data.filter(([, value]) => isList(value) && !holds(value)).map(([field]) => field)).toEqual([]);
    expect(data.some(([, value]) => typeof value === 'object' && value !== null)).toBe(true);
  });
});

interface ObjectList {
  readonly nodes: readonly (NamedObject & { readonly spec: unknown })[];
}

describe('the demo', () => {
  test('resolves every reference but those that a comment calls broken, for the reason it gives', async () => {
    const data = (await askDemo(selectReferences(schema))) as Readonly<Record<string, ObjectList>>;
    const objects = Object.values(data).flatMap((list) => list.nodes);
    const entries = objects.map((object): [string, string[]] => [
      keyOf(object),
      reasonsIn(object.spec)
        .filter((reason) => reason !== 'ResolvedRefs')
        .sort(),
    ]);
    expect(Object.fromEntries(entries.filter(([, reasons]) => reasons.length > 0))).toEqual(
      promisedReasons(),
    );
  });

  test('shows at least twelve different reasons', () => {
    const reasons = new Set(Object.values(promisedReasons()).flat());
    expect(reasons.size).toBeGreaterThanOrEqual(12);
  });

  test('has objects of every kind that has a list', async () => {
    const lists = Object.values(schema.getQueryType()?.getFields() ?? {})
      .filter((field) => /^KubernetesKind\w+Connection$/.test(String(field.type)))
      .map((field) => field.name);
    const data = await askDemo(`{ ${lists.map((name) => `${name} { totalCount }`).join(' ')} }`);
    const empty = Object.entries(data as Readonly<Record<string, { readonly totalCount: number }>>)
      .filter(([, list]) => list.totalCount === 0)
      .map(([name]) => name);
    expect(empty).toEqual([]);
  });
});
