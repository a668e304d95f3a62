import { expect, test } from 'vitest';
import type { FactRequest } from '../../../src/gatewayapi/fact.ts';
import { findingsFacet, holdsAt } from '../../../src/gatewayapi/filters/findings-facet.ts';
import { FINDING_SEVERITY, type TimedFinding } from '../../../src/gatewayapi/finding.ts';
import { runRule } from '../../../src/loaders/run-rule.ts';

const GATEWAY = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'Gateway', metadata: { name: 'g' } };

function keysOf(...findings: readonly Pick<TimedFinding, 'from' | 'until'>[]): readonly string[] {
  const value = findings.map((when) => ({
    code: 'CERTIFICATE_EXPIRING',
    severity: FINDING_SEVERITY.CERTIFICATE_EXPIRING,
    message: '',
    object: { group: '', kind: 'Gateway', name: 'g' },
    related: [],
    ...when,
  }));
  const answer = (_request: FactRequest) => ({ state: 'judged', value }) as const;
  if (findingsFacet.of !== 'cluster') throw new Error('findings depend on other objects');
  return runRule(findingsFacet.keysOf(GATEWAY), { answer }) as readonly string[];
}

test('an object has findings while one of them holds, and no index has to be built for that', () => {
  const keys = keysOf({ from: 100, until: 200 }, { from: 200 });
  const has = (now: number) => keys.some(holdsAt(now));
  expect([99, 100, 199, 200, 10_000].map(has)).toEqual([false, true, true, true, true]);
});

test('findings that always hold have one key, however many there are', () => {
  const keys = keysOf({}, {}, {});
  expect(keys).toHaveLength(1);
  expect(keys.some(holdsAt(0))).toBe(true);
  expect(keysOf()).toEqual([]);
});
