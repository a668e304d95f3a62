import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createResolvers } from '../../resolvers/index.ts';
import { makeSchema } from '../../src/schema.ts';
import { crd, list, object, text } from '../codegen/crd-builder.ts';
import { queryManifests } from '../support/query-manifests.ts';
import { writeCluster } from '../support/scenario.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-lists-'));
afterAll(() => rmSync(directory, { recursive: true }));

const route = (name: string, created: string): string =>
  `apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: {name: ${name}, namespace: shop, creationTimestamp: "${created}"}\nspec: {hostnames: [${name}.example.com]}\n`;

const ROUTES = [
  route('a', '2026-01-03T00:00:00Z'),
  route('b', '2026-01-01T00:00:00Z'),
  route('c', '2026-01-02T00:00:00Z'),
];

interface Page {
  readonly nodes: readonly { metadata: { name: string } }[];
  readonly totalCount: number;
  readonly pageInfo: { endCursor: string; hasNextPage: boolean };
}

async function ask(args: string, cluster = ROUTES) {
  const manifests = [writeCluster(directory, cluster.join('---\n'))];
  const query = `{ httpRoutes${args} { nodes { metadata { name } } totalCount pageInfo { endCursor hasNextPage } } }`;
  return await queryManifests({ manifests, query });
}

async function page(args: string, cluster = ROUTES): Promise<Page> {
  const { data, errors } = await ask(args, cluster);
  expect(errors).toBeUndefined();
  return data?.['httpRoutes'] as Page;
}

const names = ({ nodes }: Page) => nodes.map(({ metadata }) => metadata.name);

describe('a list', () => {
  it('is filtered before it is counted and cut', async () => {
    const first = await page('(where: { not: { name: "b" } }, first: 1)');
    expect(first).toMatchObject({ totalCount: 2, pageInfo: { hasNextPage: true } });
    expect(names(first)).toEqual(['a']);
  });

  it('goes on behind its cursor in every order, also when the object of the cursor is gone', async () => {
    const first = await page('(orderBy: [CREATION_TIMESTAMP_DESC], first: 1)');
    expect(names(first)).toEqual(['a']);
    const rest = `(orderBy: [CREATION_TIMESTAMP_DESC], after: "${first.pageInfo.endCursor}")`;
    expect(names(await page(rest))).toEqual(['c', 'b']);
    expect(names(await page(rest, ROUTES.slice(1)))).toEqual(['c', 'b']);
  });

  it('takes no cursor of another order', async () => {
    const { pageInfo } = await page('(orderBy: [CREATION_TIMESTAMP_DESC], first: 1)');
    const { errors } = await ask(`(after: "${pageInfo.endCursor}")`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(errors?.[0]?.message).toContain('another order');
  });

  it.each([
    ['(orderBy: [NAME_ASC, NAME_DESC])', 'orderBy: NAME is there twice'],
    ['(where: { hostname: "" })', 'where.hostname: name a host'],
    ['(where: { backend: { name: "cart" } })', 'where.backend: name the namespace'],
  ])('refuses %s with a reason', async (args, message) => {
    const { errors } = await ask(args);
    expect(errors?.map((error) => [error.message, error.extensions?.['code']])).toEqual([
      [message, 'BAD_USER_INPUT'],
    ]);
  });
});

describe('a further kind', () => {
  const properties = {
    spec: object({ targetRefs: list(object({ group: text, kind: text, name: text })) }),
    status: object({
      conditions: list(
        object({ type: text, status: text, reason: text, message: text, lastTransitionTime: text }),
      ),
    }),
  };
  const { schema } = makeSchema({
    createResolvers,
    crds: [
      crd({ group: 'example.com', kind: 'RetryPolicy', properties }),
      crd({ group: 'example.com', kind: 'Plain' }),
    ],
  });
  const fieldsOf = (type: string) => {
    const input = schema.getType(type);
    return input !== undefined && 'getFields' in input ? Object.keys(input.getFields()) : undefined;
  };

  it('is filtered by what its schema has', () => {
    const all = ['name', 'and', 'or', 'not'];
    const others = ['resolved', 'reason', 'condition'];
    expect(fieldsOf('RetryPolicyWhere')).toEqual(expect.arrayContaining([...all, ...others]));
    expect(fieldsOf('PlainWhere')).toEqual(expect.arrayContaining(all));
    expect(fieldsOf('PlainWhere')?.filter((field) => others.includes(field))).toEqual([]);
  });

  it('has the arguments of all lists', () => {
    const args = schema
      .getQueryType()
      ?.getFields()
      ['retryPolicies']?.args.map(({ name }) => name);
    expect(args).toEqual(['namespace', 'labelSelector', 'where', 'orderBy', 'first', 'after']);
  });
});
