import { join } from 'node:path';
import { buildSchema, parse, validate } from 'graphql';
import { beforeAll, describe, expect, test } from 'vitest';
import { dashboardText } from '../../scripts/grafana/dashboard-text.ts';
import { queryManifests } from '../support/query-manifests.ts';
import { readRepositoryFile, repositoryRoot } from './repository-files.ts';

interface Target {
  readonly type: string;
  readonly parser: string;
  readonly format: string;
  readonly url_options: { readonly body_graphql_query: string };
  readonly root_selector: string;
  readonly columns: readonly { readonly selector: string; readonly text: string; readonly type: string }[];
}

interface Dashboard {
  readonly panels: readonly {
    readonly title: string;
    readonly type: string;
    readonly targets: readonly Target[];
  }[];
}

const text = readRepositoryFile('examples/grafana/gateway-api.json');
const { panels } = JSON.parse(text) as Dashboard;
const schema = buildSchema(readRepositoryFile('schema/schema.graphql'));

test('the dashboard is made of the queries in examples/queries: npm run build:dashboard', () => {
  expect(text).toBe(dashboardText());
});

/** Dotted paths of gjson, `#` for every item of a list. */
function select(value: unknown, path: readonly string[]): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (step === '#') return (value as readonly unknown[]).map((item) => select(item, rest));
  if (typeof value !== 'object' || value === null || !(step in value)) return undefined;
  return select((value as { readonly [field: string]: unknown })[step], rest);
}

const targets = panels.flatMap((panel) => panel.targets.map((target) => ({ ...target, panel })));

describe.each(targets)('$panel.title, $root_selector', (target) => {
  const query = target.url_options.body_graphql_query;
  let rows: readonly unknown[] = [];

  beforeAll(async () => {
    const answer = await queryManifests({ manifests: [join(repositoryRoot, 'examples', 'demo')], query });
    expect(answer.errors).toBeUndefined();
    rows = [select(answer, target.root_selector.split('.'))].flat();
  });

  test('asks something that fits the schema', () => {
    expect(validate(schema, parse(query)).map(({ message }) => message)).toEqual([]);
    expect(target).toMatchObject({ type: 'graphql', parser: 'backend' });
  });

  test('has rows on the demo, with something in every column', () => {
    expect(rows.length).toBeGreaterThan(0);
    const empty = target.columns.filter(({ selector }) =>
      rows.every((row) => (select(row, selector.split('.')) ?? null) === null),
    );
    expect(empty).toEqual([]);
  });

  test('has numbers where it says so, and texts or lists of them elsewhere', () => {
    for (const { selector, type } of target.columns) {
      const values = rows.map((row) => select(row, selector.split('.'))).filter((value) => value != null);
      const wanted = type === 'number' ? ['number'] : ['string', 'boolean'];
      expect(values.flat().filter((value) => !wanted.includes(typeof value))).toEqual([]);
    }
  });
});

test('nodes and edges have the fields that a node graph needs', () => {
  const [nodes, edges] = panels.find(({ type }) => type === 'nodeGraph')?.targets ?? [];
  const names = (target: Target | undefined) => target?.columns.map((column) => column.text);
  expect(nodes?.format).toBe('node-graph-nodes');
  expect(names(nodes)).toEqual(expect.arrayContaining(['id', 'title', 'subtitle', 'mainstat', 'color']));
  expect(edges?.format).toBe('node-graph-edges');
  expect(names(edges)).toEqual(expect.arrayContaining(['id', 'source', 'target', 'mainstat', 'color']));
});
