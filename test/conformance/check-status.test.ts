import { describe, expect, test } from 'vitest';
import { checkStatus } from './check-status.ts';
import type { ComputedStatus } from './computed-statuses.ts';
import type { StatusExpectation } from './conformance-case.ts';

const gateway = { kind: 'Gateway', namespace: 'infra', name: 'public' };
const route = { kind: 'HTTPRoute', namespace: 'infra', name: 'web' };

function condition(type: string, status: string, reason: string) {
  return { type, status, reason, message: '' };
}

const STATUSES: { readonly [kind: string]: ComputedStatus } = {
  Gateway: {
    conditions: [condition('Accepted', 'True', 'Accepted')],
    attachedListenerSets: 1,
    listeners: [
      {
        name: 'http',
        supportedKinds: [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }],
        attachedRoutes: 2,
        conditions: [condition('Accepted', 'False', 'UnsupportedProtocol')],
      },
    ],
  },
  HTTPRoute: {
    parents: [
      {
        parentRef: { kind: 'Gateway', namespace: 'infra', name: 'public' },
        conditions: [condition('Accepted', 'False', 'NoMatchingParent')],
      },
    ],
  },
};

const statuses = { get: ({ kind }: { kind: string }) => STATUSES[kind] };

const parent = { namespace: 'infra', name: 'public' };

const HOLD: readonly StatusExpectation[] = [
  { ...gateway, type: 'Accepted', status: 'True' },
  { ...gateway, type: 'Accepted', status: '*', reason: 'Accepted' },
  { ...gateway, attachedListenerSets: 1 },
  { ...gateway, listenersCount: 1 },
  { ...gateway, listener: 'http', attachedRoutes: 2 },
  { ...gateway, listener: 'http', supportedKinds: [{ kind: 'HTTPRoute' }] },
  { ...gateway, listener: 'http', type: 'Accepted', status: 'False', reason: 'UnsupportedProtocol' },
  { ...route, parent, type: 'Accepted', status: 'False', reason: 'NoMatchingParent' },
  { ...route, anyOf: [{ noParents: true }, { parentsCount: 1, type: 'Accepted', status: 'False' }] },
];

const FAIL: readonly StatusExpectation[] = [
  { kind: 'TLSRoute', name: 'gone', type: 'Accepted', status: 'True' },
  { ...gateway, type: 'Accepted', status: 'False' },
  { ...gateway, type: 'Accepted', status: 'True', reason: 'ListenersNotValid' },
  { ...gateway, type: 'Programmed', status: 'True' },
  { ...gateway, attachedListenerSets: 0 },
  { ...gateway, listenersCount: 2 },
  { ...gateway, listener: 'https', attachedRoutes: 0 },
  { ...gateway, listener: 'http', attachedRoutes: 1 },
  { ...gateway, listener: 'http', supportedKinds: [] },
  { ...gateway, listener: 'http', supportedKinds: [{ kind: 'TLSRoute' }] },
  { ...route, parent: { name: 'other' }, type: 'Accepted', status: 'False' },
  { ...route, parent: { ...parent, kind: 'ListenerSet' }, type: 'Accepted', status: 'False' },
  { ...route, parent, type: 'Accepted', status: 'True' },
  { ...route, anyOf: [{ noParents: true }] },
];

describe('an expectation', () => {
  test.for(HOLD.map((expectation) => [JSON.stringify(expectation), expectation] as const))(
    'holds: %s',
    ([, expectation]) => {
      expect(checkStatus(expectation, statuses)).toBeUndefined();
    },
  );

  test.for(FAIL.map((expectation) => [JSON.stringify(expectation), expectation] as const))(
    'fails: %s',
    ([, expectation]) => {
      expect(checkStatus(expectation, statuses)).toBeTypeOf('string');
    },
  );
});
