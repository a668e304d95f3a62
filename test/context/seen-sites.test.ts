import { describe, expect, test } from 'vitest';
import { SeenSites } from '../../src/context/seen-sites.ts';
import { SiteIndex } from '../../src/context/site-index.ts';
import { sitePath } from '../../src/gatewayapi/reference-site.ts';
import { referenceTable } from '../../src/generated/reference-table.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';

interface Seen {
  readonly route: RawObject;
  readonly refs: readonly object[];
}

function route(name: string, backends = 2): Seen {
  const refs = Array.from({ length: backends }, (_, index) => ({ name: `backend-${index}` }));
  const metadata = { namespace: 'shop', name };
  const spec = { rules: [{}, { backendRefs: refs }] };
  return { route: { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', metadata, spec }, refs };
}

function seen(routes: readonly Seen[]): SeenSites {
  const objects = new SeenSites(new SiteIndex(referenceTable));
  for (const each of routes) objects.add(each.route);
  return objects;
}

const MANY = Array.from({ length: 100 }, (_, index) => route(`route-${index}`));

describe('a reference is found with its owner and its place, in whatever order it is asked for', () => {
  test.each([
    ['as they came', MANY],
    ['from the end', MANY.toReversed()],
    ['some of them', MANY.filter((_, index) => index % 30 === 7)],
    ['in no order', MANY.toSorted((a, b) => (a.route.metadata.name > b.route.metadata.name ? 1 : -1))],
    ['again', [...MANY, ...MANY]],
  ])('%s', (_order, asked) => {
    const objects = seen(MANY);
    for (const { route: owner, refs } of asked) {
      for (const [index, node] of refs.entries()) {
        const site = objects.siteOf(node);
        expect(site?.owner).toBe(owner);
        expect(site?.node).toBe(node);
        expect(site?.from.name).toBe(owner.metadata.name);
        expect(site && sitePath(site)).toBe(`spec.rules[1].backendRefs[${index}]`);
      }
    }
  });

  test('of an object that was met on the way through others', () => {
    const objects = seen(MANY);
    const [first] = MANY;
    objects.siteOf(first?.refs[0] ?? {});
    const late = [route('late-0'), route('late-1'), route('late-2')];
    for (const each of late) objects.add(each.route);
    for (const each of [...late, ...MANY]) {
      expect(objects.siteOf(each.refs[1] ?? {})?.owner).toBe(each.route);
    }
  });

  test('also when objects without references lie between', () => {
    const none = Array.from({ length: 20 }, (_, index) => route(`none-${index}`, 0));
    const mixed = MANY.slice(0, 3).flatMap((each) => [each, ...none]);
    const objects = seen(mixed);
    for (const each of MANY.slice(0, 3)) expect(objects.siteOf(each.refs[0] ?? {})?.owner).toBe(each.route);
  });
});

test('what is inside no object that was met has no place', () => {
  const objects = seen(MANY);
  expect(objects.siteOf(route('other').refs[0] ?? {})).toBeUndefined();
  expect(seen([]).siteOf({})).toBeUndefined();
});
