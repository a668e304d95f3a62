import { globSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, type GraphQLSchema, parse, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseExample } from '../../src/web/example.ts';
import { readRepositoryFile, repositoryRoot } from './repository-files.ts';
import { runGwql } from './run-gwql.ts';
import { selectReferences } from './select-references.ts';

const TIMEOUT = 60_000;
const DEMO = join('examples', 'demo');
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
  const documents = manifests.flatMap((path) => readRepositoryFile(path).split(/^---$/m));
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

let schema: GraphQLSchema;

beforeAll(async () => {
  schema = buildSchema(await runGwql('schema', 'print'));
}, TIMEOUT);

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

  test('runs on the demo without an error', { timeout: TIMEOUT }, async () => {
    const response: { errors?: unknown; data?: object } = JSON.parse(
      await runGwql('query', '--manifests', DEMO, '-f', path),
    );
    expect(response.errors).toBeUndefined();
    expect(Object.values(response.data ?? {})).not.toContain(null);
  });
});

describe('the demo', () => {
  test(
    'resolves every reference but those that a comment calls broken, for the reason it gives',
    async () => {
      const query = selectReferences(schema);
      const response: {
        data: Readonly<Record<string, { nodes: readonly (NamedObject & { spec: unknown })[] }>>;
      } = JSON.parse(await runGwql('query', '--manifests', DEMO, query));
      const objects = Object.values(response.data).flatMap((list) => list.nodes);
      const entries = objects.map((object): [string, string[]] => [
        keyOf(object),
        reasonsIn(object.spec)
          .filter((reason) => reason !== 'ResolvedRefs')
          .sort(),
      ]);
      expect(Object.fromEntries(entries.filter(([, reasons]) => reasons.length > 0))).toEqual(
        promisedReasons(),
      );
    },
    TIMEOUT,
  );

  test('shows at least twelve different reasons', () => {
    const reasons = new Set(Object.values(promisedReasons()).flat());
    expect(reasons.size).toBeGreaterThanOrEqual(12);
  });

  test(
    'has objects of every kind of the schema',
    async () => {
      const query = `{ resources { kind count } }`;
      const response: { data: { resources: readonly { kind: string; count: number }[] } } = JSON.parse(
        await runGwql('query', '--manifests', DEMO, query),
      );
      const missing = Object.keys(schema.getTypeMap())
        .map((name) => /^KubernetesKind(\w+)Connection$/.exec(name)?.[1])
        .filter((kind) => kind !== undefined)
        .filter((kind) => !response.data.resources.some((row) => row.kind === kind && row.count > 0));
      expect(missing).toEqual([]);
    },
    TIMEOUT,
  );
});
