import { describe, expect, test } from 'vitest';
import { gatewayStatus } from '../../../src/gatewayapi/status/gateway-status.ts';
import { listenerSetStatus } from '../../../src/gatewayapi/status/listener-set-status.ts';
import { policyStatus } from '../../../src/gatewayapi/status/policy-status.ts';
import { routeStatus } from '../../../src/gatewayapi/status/route-status.ts';
import type { ListResult, Lookup } from '../../../src/kube/lookup.ts';
import type { GroupKind, ObjectKey } from '../../../src/kube/object-key.ts';
import { objectsOf } from '../../support/objects-of.ts';
import { judged, verdictsOver } from '../../support/verdicts-over.ts';

const GROUP = 'gateway.networking.k8s.io';
const key = (kind: string, name: string): ObjectKey => ({ group: GROUP, kind, namespace: 'edge', name });

const OBJECTS = objectsOf(`
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: public }
spec: { controllerName: example.com/controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: edge, name: public }
spec:
  gatewayClassName: public
  allowedListeners: { namespaces: { from: All } }
  listeners:
    - name: gold
      port: 80
      protocol: HTTP
      allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { tier: gold } } } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { namespace: edge, name: extra }
spec:
  parentRef: { name: public }
  listeners: [{ name: more, port: 81, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: edge, name: web }
spec:
  parentRefs: [{ name: public }]
  rules: [{ backendRefs: [{ name: web, port: 80, namespace: other }] }]
---
apiVersion: v1
kind: Namespace
metadata: { name: edge, labels: { tier: gold } }
---
apiVersion: v1
kind: Service
metadata: { namespace: other, name: web }
spec: { ports: [{ port: 80 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: { namespace: other, name: from-edge }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: edge }]
  to: [{ group: "", kind: Service }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { namespace: other, name: tls }
spec:
  targetRefs: [{ group: "", kind: Service, name: web }]
  validation: { wellKnownCACertificates: System, hostname: a.example.com }
`);

const FORBIDDEN = { state: 'forbidden', message: 'no' } as const;
const DOWN = { state: 'unavailable', message: 'timed out', cause: 'unreachable' } as const;

/** A cluster in which objects of some kinds cannot be read by name, and those of others not listed. */
function without(
  hidden: {
    readonly get?: readonly string[];
    readonly list?: readonly string[];
    readonly listEverywhere?: readonly string[];
  },
  answer: Lookup & ListResult = FORBIDDEN,
) {
  return verdictsOver(OBJECTS, {
    object: (wanted: ObjectKey) => (hidden.get?.includes(wanted.kind) === true ? answer : undefined),
    list: ({ kind }: GroupKind, namespace) =>
      hidden.list?.includes(kind) === true ||
      (namespace === undefined && hidden.listEverywhere?.includes(kind) === true)
        ? answer
        : undefined,
  });
}

const routeOf = (store: ReturnType<typeof without>) => judged(store, routeStatus, key('HTTPRoute', 'web'));
const gatewayOf = (store: ReturnType<typeof without>) =>
  judged(store, gatewayStatus, key('Gateway', 'public'));

test('a route of which everything can be read is complete', () => {
  expect(routeOf(without({}))).toMatchObject({
    incomplete: false,
    parents: [
      {
        attachment: { attached: true },
        conditions: [
          { type: 'Accepted', status: 'True' },
          { type: 'ResolvedRefs', status: 'True' },
        ],
      },
    ],
  });
});

describe('a route', () => {
  test.for([
    ['Gateway', 'you may not read Gateway edge/public'],
    ['GatewayClass', 'you may not read GatewayClass public'],
  ] as const)('whose %s may not be read has an entry about which nothing is known', ([kind, message]) => {
    expect(routeOf(without({ get: [kind] }))).toMatchObject({
      incomplete: true,
      parents: [
        {
          attachment: { attached: undefined },
          conditions: [
            { type: 'Accepted', status: 'Unknown', reason: 'Forbidden', message },
            { type: 'ResolvedRefs', status: 'Unknown', reason: 'Forbidden', message },
          ],
        },
      ],
    });
  });

  test('whose Gateway could not be read is Unknown for that reason', () => {
    expect(routeOf(without({ get: ['Gateway'] }, DOWN))).toMatchObject({
      incomplete: true,
      parents: [
        {
          conditions: [
            { reason: 'Unknown', message: 'Gateway edge/public could not be read: timed out' },
            {},
          ],
        },
      ],
    });
  });

  test('whose Namespace decides and may not be read attaches or does not, and its references resolve', () => {
    expect(routeOf(without({ get: ['Namespace'] }))).toMatchObject({
      incomplete: true,
      parents: [
        {
          attachment: { attached: undefined },
          conditions: [
            { type: 'Accepted', status: 'Unknown', reason: 'Forbidden' },
            { type: 'ResolvedRefs', status: 'True' },
          ],
        },
      ],
    });
  });

  test.for([
    [{ list: ['ReferenceGrant'] }, 'ReferenceGrants'],
    [{ get: ['Service'] }, 'Service other/web'],
  ] as const)('is accepted with references that are not known where %j', ([hidden, what]) => {
    expect(routeOf(without(hidden))).toMatchObject({
      incomplete: true,
      parents: [
        {
          attachment: { attached: true },
          conditions: [
            { type: 'Accepted', status: 'True' },
            {
              type: 'ResolvedRefs',
              status: 'Unknown',
              reason: 'Forbidden',
              message: expect.stringContaining(what),
            },
          ],
        },
      ],
    });
  });
});

describe('a Gateway', () => {
  test('whose routes may be listed in its namespace only counts those, and says that there may be more', () => {
    expect(gatewayOf(without({ listEverywhere: ['HTTPRoute'] }))).toMatchObject({
      incomplete: true,
      listeners: [{ attachedRoutes: 1 }],
    });
  });

  test('whose routes may not be listed counts none, and says so', () => {
    expect(gatewayOf(without({ list: ['HTTPRoute'] }))).toMatchObject({
      incomplete: true,
      listeners: [{ attachedRoutes: 0 }],
    });
  });

  test('whose ListenerSets may not be listed is judged by its own listeners', () => {
    expect(gatewayOf(without({ list: ['ListenerSet'] }))).toMatchObject({
      incomplete: true,
      attachedListenerSets: 0,
      conditions: [
        { type: 'Accepted', status: 'True' },
        { type: 'Programmed', status: 'True' },
      ],
    });
  });

  test('whose class may not be read is Unknown', () => {
    expect(gatewayOf(without({ get: ['GatewayClass'] }))).toMatchObject({
      incomplete: true,
      conditions: [
        { status: 'Unknown', reason: 'Forbidden' },
        { status: 'Unknown', reason: 'Forbidden' },
      ],
      listeners: [],
    });
  });

  test('of which everything can be read is complete', () => {
    expect(gatewayOf(without({}))).toMatchObject({ incomplete: false, attachedListenerSets: 1 });
  });
});

test('a ListenerSet whose Gateway may not be read is Unknown', () => {
  const status = judged(without({ get: ['Gateway'] }), listenerSetStatus, key('ListenerSet', 'extra'));
  expect(status).toMatchObject({
    incomplete: true,
    conditions: [
      { status: 'Unknown', reason: 'Forbidden' },
      { status: 'Unknown', reason: 'Forbidden' },
    ],
  });
});

test('a policy whose users may not be listed is incomplete', () => {
  const policy = { ...key('BackendTLSPolicy', 'tls'), namespace: 'other' };
  expect(judged(without({}), policyStatus, policy)).toMatchObject({
    incomplete: false,
    ancestors: [{ gateway: { name: 'public' } }],
  });
  expect(judged(without({ list: ['HTTPRoute'] }), policyStatus, policy)).toMatchObject({
    incomplete: true,
    ancestors: [],
  });
});
