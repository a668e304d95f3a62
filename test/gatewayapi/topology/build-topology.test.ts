import { describe, expect, it } from 'vitest';
import { policyKind } from '../../../src/gatewayapi/policies/policy-kind.ts';
import { LIVE_PREMISES } from '../../../src/gatewayapi/premises.ts';
import type { Topology } from '../../../src/gatewayapi/topology/topology.ts';
import {
  askTopology,
  edgeTexts,
  healthTexts,
  objectsIn,
  shortId,
  topologyOver,
} from '../../support/topology-over.ts';

const CLUSTER = objectsIn(`
apiVersion: gateway.networking.k8s.io/v1
kind: GatewayClass
metadata: { name: c }
spec: { controllerName: example.com/controller }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: infra, name: public }
spec:
  gatewayClassName: c
  allowedListeners: { namespaces: { from: Same } }
  listeners:
    - { name: web, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
    - { name: own, port: 81, protocol: HTTP, allowedRoutes: { namespaces: { from: Same } } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: ListenerSet
metadata: { namespace: shop, name: more }
spec:
  parentRef: { name: public, namespace: infra }
  listeners: [{ name: extra, port: 82, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: cart }
spec:
  parentRefs: [{ name: public, namespace: infra, sectionName: web }]
  rules:
    - backendRefs: [{ name: cart, port: 80, weight: 9 }, { name: gone, port: 80, weight: 1 }]
    - matches: [{ path: { value: /pay } }]
      backendRefs: [{ name: bank, namespace: pay, port: 443 }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: shop, name: uninvited }
spec:
  parentRefs: [{ name: public, namespace: infra, sectionName: own }]
  rules: [{ backendRefs: [{ name: bank, namespace: pay, port: 443 }] }]
---
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: cart }
spec: { ports: [{ name: http, port: 80 }] }
---
apiVersion: v1
kind: Service
metadata: { namespace: shop, name: unrelated }
spec: { ports: [{ port: 80 }] }
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { namespace: shop, name: cart-1, labels: { kubernetes.io/service-name: cart } }
endpoints: [{ addresses: [192.0.2.1] }]
---
apiVersion: v1
kind: Service
metadata: { namespace: pay, name: bank }
spec: { ports: [{ name: https, port: 443 }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: ReferenceGrant
metadata: { namespace: pay, name: shop-may }
spec:
  from: [{ group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: shop }]
  to: [{ group: "", kind: Service }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: BackendTLSPolicy
metadata: { namespace: pay, name: bank-tls }
spec:
  targetRefs: [{ group: "", kind: Service, name: bank, sectionName: https }]
  validation: { hostname: bank.example.com, wellKnownCACertificates: System }
`);

const PUBLIC = { group: 'gateway.networking.k8s.io', kind: 'Gateway', namespace: 'infra', name: 'public' };
const BANK = { group: '', kind: 'Service', namespace: 'pay', name: 'bank' };

function nodeIds(question: Parameters<typeof topologyOver>[1]): readonly string[] {
  return topologyOver(CLUSTER, question).nodes.map(({ id }) => shortId(id));
}

describe('a topology of a whole cluster', () => {
  it('has an edge for each thing that one object says of another, with the verdict on it', () => {
    expect(edgeTexts(topologyOver(CLUSTER))).toEqual([
      'GatewayClass c -> Gateway infra/public RESOLVED',
      'Gateway infra/public -> ListenerSet shop/more REFUSED NotAllowed',
      'Gateway infra/public listeners[0] -> HTTPRoute shop/cart ATTACHED',
      'Gateway infra/public listeners[1] -> HTTPRoute shop/uninvited REFUSED NotAllowedByListeners',
      'HTTPRoute shop/cart rules[0] -> Service shop/gone BROKEN BackendNotFound',
      'HTTPRoute shop/cart rules[0] -> Service shop/cart ports[0] RESOLVED',
      'HTTPRoute shop/cart rules[1] -> Service pay/bank ports[0] RESOLVED',
      'HTTPRoute shop/cart rules[1] -> ReferenceGrant pay/shop-may RESOLVED',
      'HTTPRoute shop/uninvited rules[0] -> Service pay/bank ports[0] RESOLVED',
      'HTTPRoute shop/uninvited rules[0] -> ReferenceGrant pay/shop-may RESOLVED',
      'Service shop/cart ports[0] -> Service shop/cart endpoints RESOLVED',
      'BackendTLSPolicy pay/bank-tls -> Service pay/bank ports[0] RESOLVED',
    ]);
  });

  it('leaves out Services that no route has to do with', () => {
    expect(nodeIds({})).not.toContain('Service shop/unrelated');
  });

  it('rolls health up: broken where nothing works, degraded where something does not', () => {
    expect(healthTexts(topologyOver(CLUSTER))).toMatchObject({
      // one of two backends is not there
      'HTTPRoute shop/cart rules[0]': 'DEGRADED',
      'HTTPRoute shop/cart rules[1]': 'HEALTHY',
      'HTTPRoute shop/cart': 'own HEALTHY, DEGRADED',
      'Gateway infra/public listeners[0]': 'own HEALTHY, DEGRADED',
      // what is refused is the matter of who asks
      'Gateway infra/public listeners[1]': 'HEALTHY',
      'HTTPRoute shop/uninvited': 'BROKEN',
      'ListenerSet shop/more': 'BROKEN',
      'Gateway infra/public': 'own HEALTHY, DEGRADED',
      'GatewayClass c': 'own HEALTHY, DEGRADED',
      'Service shop/gone': 'BROKEN',
      'Service shop/cart': 'HEALTHY',
    });
  });

  it('says of what is not there that something names it', () => {
    const gone = topologyOver(CLUSTER).nodes.find(({ title }) => title === 'gone');
    expect(gone).toMatchObject({ type: 'BACKEND', state: 'ABSENT', subtitle: 'Service' });
  });
});

describe('a topology around one object', () => {
  it('holds what is behind it and what it is behind, and not what else that leads to', () => {
    expect(nodeIds({ root: BANK })).toEqual([
      'GatewayClass c',
      'Gateway infra/public',
      'Gateway infra/public listeners[0]',
      'Gateway infra/public listeners[1]',
      'HTTPRoute shop/cart',
      'HTTPRoute shop/uninvited',
      'HTTPRoute shop/cart rules[1]',
      'HTTPRoute shop/uninvited rules[0]',
      'Service pay/bank',
      'Service pay/bank ports[0]',
      'ReferenceGrant pay/shop-may',
      'BackendTLSPolicy pay/bank-tls',
    ]);
  });

  it('goes as many objects far as depth says; parts of an object are no step', () => {
    expect(nodeIds({ root: PUBLIC, depth: 0 })).toEqual([
      'Gateway infra/public',
      'Gateway infra/public listeners[0]',
      'Gateway infra/public listeners[1]',
    ]);
    expect(nodeIds({ root: PUBLIC, depth: 1 })).toEqual([
      'GatewayClass c',
      'Gateway infra/public',
      'ListenerSet shop/more',
      'Gateway infra/public listeners[0]',
      'Gateway infra/public listeners[1]',
      'ListenerSet shop/more listeners[0]',
      'HTTPRoute shop/cart',
      'HTTPRoute shop/uninvited',
      'HTTPRoute shop/cart rules[0]',
      'HTTPRoute shop/cart rules[1]',
      'HTTPRoute shop/uninvited rules[0]',
      'ReferenceGrant pay/shop-may',
    ]);
  });

  it('tells of a grant what it permits, and what that is for', () => {
    const root = { ...PUBLIC, kind: 'ReferenceGrant', namespace: 'pay', name: 'shop-may' };
    expect(nodeIds({ root })).toEqual(
      expect.arrayContaining(['HTTPRoute shop/cart rules[1]', 'Service pay/bank ports[0]']),
    );
    expect(nodeIds({ root })).not.toContain('Service shop/cart');
  });

  it('tells of a policy whose requests it governs', () => {
    const root = { ...PUBLIC, kind: 'BackendTLSPolicy', namespace: 'pay', name: 'bank-tls' };
    expect(nodeIds({ root })).toEqual(
      expect.arrayContaining(['Service pay/bank ports[0]', 'HTTPRoute shop/uninvited rules[0]']),
    );
  });

  it('tells who names what is not there', () => {
    expect(nodeIds({ root: { ...BANK, namespace: 'shop', name: 'gone' } })).toEqual([
      'GatewayClass c',
      'Gateway infra/public',
      'Gateway infra/public listeners[0]',
      'HTTPRoute shop/cart',
      'HTTPRoute shop/cart rules[0]',
      'Service shop/gone',
    ]);
  });

  it('does not call a Gateway broken for the part of it that is shown', () => {
    const withoutBank = CLUSTER.filter(({ metadata }) => metadata.name !== 'bank');
    expect(healthTexts(topologyOver(withoutBank, { root: BANK }))).toMatchObject({
      'HTTPRoute shop/cart rules[1]': 'BROKEN',
      'HTTPRoute shop/cart': 'own HEALTHY, DEGRADED',
      'Gateway infra/public': 'own HEALTHY, DEGRADED',
    });
  });

  it('is absent where the object is, and nothing names it', () => {
    expect(askTopology(CLUSTER, { root: { ...BANK, name: 'never' } })).toEqual({ state: 'absent' });
  });
});

describe('a topology of a namespace', () => {
  it('holds what is in it, and what that is behind or sends requests to elsewhere', () => {
    expect(nodeIds({ namespace: 'pay' })).toEqual(nodeIds({ root: BANK }));
    expect(nodeIds({ namespace: 'infra' })).toContain('Service pay/bank');
  });

  it('is empty for a namespace without anything', () => {
    expect(nodeIds({ namespace: 'nowhere' })).toEqual([]);
  });
});

describe('what a topology does not know', () => {
  it('stops at the bound and says so', () => {
    const topology = topologyOver(CLUSTER, { bound: 9 });
    expect(topology.nodes).toHaveLength(9);
    expect(topology.truncated).toBe(true);
    expect(topologyOver(CLUSTER).truncated).toBe(false);
  });

  it('shows what may not be read as hidden, not as absent', () => {
    const forbidden = { state: 'forbidden', message: 'no' } as const;
    const hidden = topologyOver(
      CLUSTER,
      {},
      { object: (key) => (key.kind === 'Service' ? forbidden : undefined) },
    );
    const services = hidden.nodes.filter(({ type }) => type === 'BACKEND');
    expect(services.map(({ title, state, health }) => [title, state, health])).toEqual([
      ['bank', 'HIDDEN', 'UNKNOWN'],
      ['cart', 'HIDDEN', 'UNKNOWN'],
      ['gone', 'HIDDEN', 'UNKNOWN'],
    ]);
    expect(edgeTexts(hidden)).toContain(
      'HTTPRoute shop/cart rules[0] -> Service shop/gone UNKNOWN Forbidden',
    );
  });

  it('says that it is incomplete where a list may not be read', () => {
    const forbidden = { state: 'forbidden', message: 'no' } as const;
    const lists = (kind: string) => ({
      list: (of: { kind: string }) => (of.kind === kind ? forbidden : undefined),
    });
    expect(topologyOver(CLUSTER, {}, lists('GRPCRoute')).incomplete).toBe(true);
    expect(topologyOver(CLUSTER, { root: PUBLIC }, lists('TCPRoute')).incomplete).toBe(true);
    expect(topologyOver(CLUSTER).incomplete).toBe(false);
  });

  it('is no topology where nothing may be read', () => {
    const forbidden = { state: 'forbidden', message: 'no' } as const;
    expect(askTopology(CLUSTER, {}, { list: () => forbidden }).state).toBe('unreadable');
    expect(askTopology(CLUSTER, { root: PUBLIC }, { object: () => forbidden }).state).toBe('unreadable');
  });
});

describe('a Gateway whose class is in no manifest', () => {
  const withoutClass = CLUSTER.filter(({ kind }) => kind !== 'GatewayClass');

  it('is as healthy as with its class, and has one finding', () => {
    const topology = topologyOver(withoutClass);
    expect(topology.nodes[0]).toMatchObject({
      type: 'GATEWAY_CLASS',
      title: 'c',
      state: 'ASSUMED',
      ownHealth: 'HEALTHY',
    });
    const [, ...before] = Object.entries(healthTexts(topologyOver(CLUSTER)));
    const [, ...after] = Object.entries(healthTexts(topology));
    expect(after).toEqual(before);
    const gateway = topology.nodes.find(({ type }) => type === 'GATEWAY');
    expect(gateway?.findings.map(({ code }) => code)).toEqual(['GATEWAY_CLASS_ASSUMED']);
  });

  it('is broken in a live cluster, where all classes are', () => {
    const topology = topologyOver(withoutClass, {}, { premises: LIVE_PREMISES });
    expect(healthTexts(topology)).toMatchObject({
      'GatewayClass c': 'BROKEN',
      'Gateway infra/public': 'BROKEN',
    });
  });
});

describe('policies of further kinds', () => {
  const RATE_LIMIT = { group: 'limits.example.com', kind: 'RateLimit' };
  const policies = objectsIn(`
apiVersion: limits.example.com/v1
kind: RateLimit
metadata: { namespace: infra, name: for-web }
spec: { targetRefs: [{ group: gateway.networking.k8s.io, kind: Gateway, name: public, sectionName: web }] }
---
apiVersion: limits.example.com/v1
kind: RateLimit
metadata: { namespace: shop, name: for-cart }
spec: { targetRef: { group: gateway.networking.k8s.io, kind: HTTPRoute, name: cart } }
`);
  const known = { policyKinds: [policyKind(RATE_LIMIT, 'DIRECT')] };
  const edgesOfLimits = (topology: Topology) =>
    edgeTexts(topology).filter((text) => text.startsWith('RateLimit'));

  it('stand beside what they name, a listener for one', () => {
    expect(edgesOfLimits(topologyOver([...CLUSTER, ...policies], {}, known))).toEqual([
      'RateLimit infra/for-web -> Gateway infra/public listeners[0] RESOLVED',
      'RateLimit shop/for-cart -> HTTPRoute shop/cart RESOLVED',
    ]);
    const around = topologyOver([...CLUSTER, ...policies], { root: PUBLIC, depth: 0 }, known);
    expect(edgesOfLimits(around)).toEqual([
      'RateLimit infra/for-web -> Gateway infra/public listeners[0] RESOLVED',
    ]);
  });

  it('are not there where nobody knows them to be policies', () => {
    expect(edgesOfLimits(topologyOver([...CLUSTER, ...policies]))).toEqual([]);
  });
});
