import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { queryManifests } from '../support/query-manifests.ts';
import { writeCluster } from '../support/scenario.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-connection-'));
afterAll(() => rmSync(directory, { recursive: true }));

function service(namespace: string, name: string, labels = ''): string {
  return `apiVersion: v1\nkind: Service\nmetadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}\n`;
}

interface Page {
  readonly nodes: readonly { metadata: { namespace: string; name: string } }[];
  readonly edges: readonly { cursor: string }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string;
    endCursor: string;
  };
  readonly totalCount: number;
}

const FIELDS = `
  nodes { metadata { namespace name } }
  edges { cursor }
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  totalCount`;

async function ask(cluster: readonly string[], args: string, pageSize?: number) {
  const manifests = [writeCluster(directory, cluster.join('---\n'))];
  const query = `{ services${args} { ${FIELDS} } }`;
  return await queryManifests({ manifests, query, ...(pageSize === undefined ? {} : { pageSize }) });
}

async function page(cluster: readonly string[], args: string, pageSize?: number): Promise<Page> {
  const { data, errors } = await ask(cluster, args, pageSize);
  expect(errors).toBeUndefined();
  return data?.['services'] as Page;
}

const names = ({ nodes }: Page) => nodes.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

describe('a connection', () => {
  it('orders by namespace, then name, as bytes', async () => {
    const cluster = [
      service('b', 'a'),
      service('a-b', 'x'),
      service('a', 'z'),
      service('a', 'a-1'),
      service('a', 'a0'),
    ];
    expect(names(await page(cluster, ''))).toEqual(['a/a-1', 'a/a0', 'a/z', 'a-b/x', 'b/a']);
  });

  it('gives each object once, page by page', async () => {
    const cluster = ['e', 'c', 'a', 'd', 'b'].map((name) => service('shop', name));
    const first = await page(cluster, '(first: 2)');
    expect(names(first)).toEqual(['shop/a', 'shop/b']);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(first.totalCount).toBe(5);
    const second = await page(cluster, `(first: 2, after: "${first.pageInfo.endCursor}")`);
    expect(names(second)).toEqual(['shop/c', 'shop/d']);
    const third = await page(cluster, `(first: 2, after: "${second.pageInfo.endCursor}")`);
    expect(names(third)).toEqual(['shop/e']);
    expect(third.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('goes on behind a cursor whose object is gone, and past one that came', async () => {
    const before = await page(
      ['a', 'b', 'd'].map((name) => service('shop', name)),
      '(first: 2)',
    );
    const after = ['a', 'a1', 'c', 'd'].map((name) => service('shop', name));
    const rest = await page(after, `(after: "${before.pageInfo.endCursor}")`);
    expect(names(rest)).toEqual(['shop/c', 'shop/d']);
  });

  it('has cursors at its edges that are those of the page', async () => {
    const { edges, pageInfo } = await page([service('a', 'x'), service('a', 'y')], '');
    expect(edges.map(({ cursor }) => cursor)).toEqual([pageInfo.startCursor, pageInfo.endCursor]);
  });

  it('holds the objects of one namespace where one is named', async () => {
    const cluster = [service('a', 'x'), service('b', 'y')];
    expect(names(await page(cluster, '(namespace: "b")'))).toEqual(['b/y']);
    expect(names(await page(cluster, '(namespace: "none")'))).toEqual([]);
  });

  it('holds the objects that a label selector selects', async () => {
    const cluster = [service('a', 'x', 'tier: web'), service('a', 'y', 'tier: db'), service('a', 'z')];
    const selected = await page(cluster, '(labelSelector: "tier notin (db)")');
    expect(names(selected)).toEqual(['a/x', 'a/z']);
    expect(selected.totalCount).toBe(2);
  });

  it('points at the character where a label selector is wrong', async () => {
    const { data, errors } = await ask([], '(labelSelector: "a in b")');
    expect(data).toEqual({ services: null });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', character: 6 });
  });

  it.each(['', '(first: 3)'])(
    'never gives more than the page size, and says that there is more: %s',
    async (args) => {
      const cluster = ['a', 'b', 'c'].map((name) => service('shop', name));
      const first = await page(cluster, args, 2);
      expect(names(first)).toEqual(['shop/a', 'shop/b']);
      expect(first.pageInfo.hasNextPage).toBe(true);
    },
  );

  it.each([
    ['(first: -1)', 'BAD_USER_INPUT'],
    ['(after: "nonsense")', 'BAD_USER_INPUT'],
    ['(after: "W10")', 'BAD_USER_INPUT'],
  ])('refuses %s with a reason', async (args, code) => {
    const { errors } = await ask([], args, 2);
    expect(errors?.map(({ extensions }) => extensions?.['code'])).toEqual([code]);
  });

  it('of a kind without objects is empty', async () => {
    expect(await page([], '(first: 0)')).toMatchObject({ nodes: [], totalCount: 0 });
  });
});
