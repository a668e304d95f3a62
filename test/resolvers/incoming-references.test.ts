import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { queryManifests } from '../support/query-manifests.ts';
import { writeCluster } from '../support/scenario.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-incoming-'));
afterAll(() => rmSync(directory, { recursive: true }));

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: shop}\nspec: {ports: [{port: 80}]}\n';

/** A route whose only rule names the Service so many times. */
function route(name: string, times: number): string {
  const refs = Array.from({ length: times }, () => '{name: cart, port: 80}').join(', ');
  return `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: ${name}, namespace: shop}\nspec: {rules: [{backendRefs: [${refs}]}]}\n`;
}

interface Page {
  readonly nodes: readonly { path: string; fromKey: { name: string } }[];
  readonly edges: readonly { cursor: string }[];
  readonly totalCount: number;
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string };
}

async function ask(cluster: readonly string[], args: string, pageSize?: number) {
  const manifests = [writeCluster(directory, [SERVICE, ...cluster].join('---\n'))];
  const query = `{ service(namespace: "shop", name: "cart") { referencedBy${args} {
    nodes { path fromKey { name } } edges { cursor } totalCount pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;
  return await queryManifests({ manifests, query, ...(pageSize === undefined ? {} : { pageSize }) });
}

async function page(cluster: readonly string[], args: string, pageSize?: number): Promise<Page> {
  const { data, errors } = await ask(cluster, args, pageSize);
  expect(errors).toBeUndefined();
  return (data as { service: { referencedBy: Page } }).service.referencedBy;
}

const shown = ({ nodes }: Page) =>
  nodes.map(({ fromKey, path }) => `${fromKey.name} ${/\d+\]$/.exec(path)?.[0]}`);

describe('referencedBy', () => {
  const cluster = [route('a', 11), route('b', 1)];

  it('gives each reference once, page by page, in the order of the document', async () => {
    const first = await page(cluster, '(first: 10)');
    expect(first).toMatchObject({ totalCount: 12, pageInfo: { hasNextPage: true, hasPreviousPage: false } });
    expect(shown(first)[9]).toBe('a 9]');
    expect(first.edges.at(-1)?.cursor).toBe(first.pageInfo.endCursor);
    const rest = await page(cluster, `(first: 10, after: "${first.pageInfo.endCursor}")`);
    expect(shown(rest)).toEqual(['a 10]', 'b 0]']);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
  });

  it('goes on behind a cursor whose object is gone', async () => {
    const { pageInfo } = await page(cluster, '(first: 3)');
    const rest = await page([route('b', 1), route('aa', 1)], `(after: "${pageInfo.endCursor}")`);
    expect(shown(rest)).toEqual(['aa 0]', 'b 0]']);
  });

  it('never gives more than the page size, and says that there is more', async () => {
    const first = await page(cluster, '', 5);
    expect(first.nodes).toHaveLength(5);
    expect(first.pageInfo.hasNextPage).toBe(true);
  });

  it.each([
    ['(kinds: ["httproute"])', 'kinds: "httproute" is no kind'],
    ['(after: "W10")', 'after: this is no cursor of this connection'],
    ['(first: -1)', 'first must not be negative'],
  ])('refuses %s with a reason', async (args, message) => {
    const { data, errors } = await ask(cluster, args);
    expect(data).toEqual({ service: { referencedBy: null } });
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions?.['code']).toBe('BAD_USER_INPUT');
  });

  it('has nothing of a kind that refers to nothing', async () => {
    expect(await page(cluster, '(kinds: ["Namespace"])')).toMatchObject({ totalCount: 0, nodes: [] });
  });
});
