import { describe, expect, it } from 'vitest';
import { asList, asObject, asString, getIn, type JsonObject } from '../../src/kube/json.ts';
import { type LiveCluster, liveCluster } from '../support/live-cluster.ts';
import { queryClusters } from '../support/query-manifests.ts';
import { seededRandom } from '../support/seeded-random.ts';

const KINDS = ['HTTPRoute', 'GRPCRoute', 'TLSRoute'] as const;
const ROUTES = 1_000;
const PAGE = 47;
/** Objects that come and go between two pages. */
const CHANGES = 12;

function route(index: number, kind: string, random: () => number): JsonObject {
  const created = new Date(Date.UTC(2026, 0, 1 + Math.floor(random() * 40)))
    .toISOString()
    .replace('.000', '');
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind,
    metadata: {
      namespace: `team-${Math.floor(random() * 7)}`,
      name: `route-${Math.floor(random() * 1e6)}-${index}`,
      creationTimestamp: created,
    },
    spec: { hostnames: [`h${Math.floor(random() * 20)}.example.com`], rules: [{}] },
  };
}

const idOf = (node: JsonObject) =>
  `${asString(node['kind'])} ${asString(getIn(node, 'metadata', 'namespace'))}/${asString(getIn(node, 'metadata', 'name'))}`;

/** Pages through all routes while others come and go; gives what each page held, and who stayed all the time. */
async function pageThrough(live: LiveCluster, args: string, random: () => number) {
  const present = Array.from({ length: ROUTES }, (_, index) =>
    route(index, KINDS[index % KINDS.length] ?? 'HTTPRoute', random),
  );
  live.double.add(...present);
  const stayed = new Set(present.map(idOf));
  const pages: string[][] = [];
  let next = ROUTES;
  let after: string | null = null;
  for (;;) {
    const { data, errors } = await queryClusters({
      clusters: [live.cluster],
      query: `query Page($after: String) { routes(first: ${PAGE}, after: $after${args}) {
        nodes { kind metadata { namespace name } } pageInfo { hasNextPage endCursor } } }`,
      variables: { after },
    });
    expect(errors).toBeUndefined();
    const found = asObject(data?.['routes']);
    pages.push(asList(found['nodes']).map((node) => idOf(asObject(node))));
    if (getIn(found, 'pageInfo', 'hasNextPage') !== true) return { pages, stayed };
    after = asString(getIn(found, 'pageInfo', 'endCursor')) ?? null;
    // Every other time the one of the cursor goes, too.
    const last = present.findIndex((each) => idOf(each) === pages.at(-1)?.at(-1));
    const some = Array.from({ length: CHANGES }, () => Math.floor(random() * present.length));
    const leaving = pages.length % 2 === 0 ? [last, ...some] : some.filter((at) => at !== last);
    for (const object of [...new Set(leaving)].sort((a, b) => b - a).flatMap((at) => present.splice(at, 1))) {
      stayed.delete(idOf(object));
      const { namespace, name } = asObject(object['metadata']);
      live.double.remove(String(object['kind']), String(namespace), String(name));
    }
    const first = next;
    const coming = Array.from({ length: CHANGES }, (_, index) =>
      route(first + index, KINDS[index % KINDS.length] ?? 'HTTPRoute', random),
    );
    next += CHANGES;
    present.push(...coming);
    live.double.add(...coming);
  }
}

describe('pages of a list whose objects come and go', () => {
  it.each([
    ['in the order of namespace and name', ''],
    ['by age, the newest first', ', orderBy: [CREATION_TIMESTAMP_DESC]'],
    ['by hostname and kind', ', orderBy: [HOSTNAME_ASC, KIND_DESC]'],
  ])('give none twice, and lose none that stayed: %s', async (_, args) => {
    const { pages, stayed } = await pageThrough(await liveCluster(), args, seededRandom(4_711));
    const given = pages.flat();
    expect(pages.length).toBeGreaterThan(15);
    expect(given.filter((id, index) => given.indexOf(id) !== index)).toEqual([]);
    const lost = [...stayed].filter((id) => !given.includes(id));
    expect(stayed.size).toBeGreaterThan(ROUTES / 2);
    expect(lost).toEqual([]);
  });
});
