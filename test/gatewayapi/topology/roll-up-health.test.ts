import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rollUpHealth } from '../../../src/gatewayapi/topology/roll-up-health.ts';
import type { EdgeState, EdgeType, Health, TopologyEdge } from '../../../src/gatewayapi/topology/topology.ts';

const KEY = { group: '', kind: 'Service', namespace: 'n', name: 'n' };

function edge(source: string, target: string, more: Partial<TopologyEdge> = {}): TopologyEdge {
  return {
    id: `${source} ${target}`,
    type: 'BACKEND',
    source,
    target,
    sourceKey: KEY,
    targetKey: KEY,
    state: 'RESOLVED',
    message: '',
    ...more,
  };
}

function healthOf(top: string, own: { readonly [id: string]: Health }, edges: readonly TopologyEdge[]) {
  const nodes = Object.entries(own).map(([id, ownHealth]) => ({ id, ownHealth, whole: true }));
  return rollUpHealth(nodes, edges).get(top);
}

const TWO = [edge('rule', 'a'), edge('rule', 'b')];

test.each<[Health, Health, Health, Health]>([
  ['HEALTHY', 'HEALTHY', 'HEALTHY', 'HEALTHY'],
  ['HEALTHY', 'HEALTHY', 'BROKEN', 'DEGRADED'],
  ['HEALTHY', 'BROKEN', 'BROKEN', 'BROKEN'],
  ['HEALTHY', 'HEALTHY', 'DEGRADED', 'DEGRADED'],
  ['HEALTHY', 'HEALTHY', 'UNKNOWN', 'UNKNOWN'],
  ['HEALTHY', 'BROKEN', 'UNKNOWN', 'DEGRADED'],
  ['DEGRADED', 'HEALTHY', 'HEALTHY', 'DEGRADED'],
  ['UNKNOWN', 'HEALTHY', 'HEALTHY', 'UNKNOWN'],
  ['BROKEN', 'HEALTHY', 'HEALTHY', 'BROKEN'],
])('a node that is %s by itself with %s and %s behind it is %s', (rule, a, b, expected) => {
  expect(healthOf('rule', { rule, a, b }, TWO)).toBe(expected);
});

test.each<[string, Partial<TopologyEdge>]>([
  ['a mirror', { role: 'MIRROR' }],
  ['a backend of weight 0', { weight: 0 }],
  ['a route that a listener refuses', { type: 'ATTACHMENT', state: 'REFUSED' }],
  ['a route that names what is not there', { type: 'ATTACHMENT', state: 'BROKEN' }],
  ['a grant', { type: 'GRANT' }],
  ['a policy', { type: 'POLICY_TARGET' }],
])('%s does not count', (_, more) => {
  const own: { [id: string]: Health } = { rule: 'HEALTHY', a: 'HEALTHY', b: 'BROKEN' };
  expect(healthOf('rule', own, [edge('rule', 'a'), edge('rule', 'b', more)])).toBe('HEALTHY');
});

test('a broken edge counts as broken, whatever is behind it', () => {
  const own: { [id: string]: Health } = { rule: 'HEALTHY', a: 'HEALTHY' };
  expect(healthOf('rule', own, [edge('rule', 'a', { state: 'BROKEN' })])).toBe('BROKEN');
  expect(healthOf('rule', own, [edge('rule', 'a', { state: 'UNKNOWN' })])).toBe('UNKNOWN');
});

test('where not all that is behind a node is shown, what is shown can only degrade it', () => {
  const nodes = [
    { id: 'listener', ownHealth: 'HEALTHY', whole: false },
    { id: 'route', ownHealth: 'BROKEN', whole: true },
  ] as const;
  const edges = [edge('listener', 'route', { type: 'ATTACHMENT', state: 'ATTACHED' })];
  expect(rollUpHealth(nodes, edges).get('listener')).toBe('DEGRADED');
});

const health = fc.constantFrom<Health>('HEALTHY', 'DEGRADED', 'BROKEN', 'UNKNOWN');
const type = fc.constantFrom<EdgeType>('CONTAINS', 'BACKEND', 'ATTACHMENT', 'GRANT');
const state = fc.constantFrom<EdgeState>('ATTACHED', 'RESOLVED', 'REFUSED', 'BROKEN', 'UNKNOWN');

test('every graph has an answer, circles included, and what is broken by itself stays so', () => {
  const arbitrary = fc.array(health, { minLength: 1, maxLength: 8 }).chain((own) => {
    const id = fc.nat(own.length - 1).map(String);
    const edges = fc.array(fc.tuple(id, id, type, state), { maxLength: 20 });
    return fc.tuple(fc.constant(own), edges);
  });
  fc.assert(
    fc.property(arbitrary, ([own, edges]) => {
      const nodes = own.map((ownHealth, index) => ({ id: String(index), ownHealth, whole: true }));
      const result = rollUpHealth(
        nodes,
        edges.map(([source, target, ofType, ofState]) =>
          edge(source, target, { type: ofType, state: ofState }),
        ),
      );
      expect([...result.keys()].toSorted()).toEqual(nodes.map(({ id }) => id).toSorted());
      for (const { id, ownHealth } of nodes) {
        if (ownHealth === 'BROKEN') expect(result.get(id)).toBe('BROKEN');
        if (result.get(id) === 'HEALTHY') expect(ownHealth).toBe('HEALTHY');
      }
    }),
  );
});
