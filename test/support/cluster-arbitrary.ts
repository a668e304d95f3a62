import fc from 'fast-check';
import type { Json } from '../../src/kube/json.ts';
import { keyOf, type RawObject } from '../../src/kube/raw-object.ts';

/** Small clusters in which most things have to do with each other. */

const GROUP = 'gateway.networking.k8s.io';
const namespaces = fc.constantFrom('ns1', 'ns2');
const names = fc.constantFrom('a', 'b');
const hostnames = fc.constantFrom('a.example.com', '*.example.com', 'b.org');
const times = fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z');
const sources = fc.constantFrom('All', 'Same', 'Selector');

function object(
  apiVersion: string,
  kind: string,
  metadata: object,
  rest: { readonly [field: string]: Json },
): RawObject {
  return { apiVersion, kind, metadata, ...rest } as RawObject;
}

function metadata(namespace: string, name: string, creationTimestamp: string) {
  return { namespace, name, creationTimestamp };
}

const allowedRoutes = sources.map((from) => ({
  namespaces: from === 'Selector' ? { from, selector: { matchLabels: { team: 'gold' } } } : { from },
}));

const certificateRef = fc.record(
  { name: names, namespace: namespaces, kind: fc.constantFrom('Secret', 'ConfigMap') },
  { requiredKeys: ['name'] },
);

const listeners = fc
  .uniqueArray(
    fc.record(
      {
        name: fc.constantFrom('one', 'two', 'three'),
        port: fc.constantFrom(80, 443),
        protocol: fc.constantFrom('HTTP', 'HTTPS', 'TLS', 'TCP', 'UDP'),
        hostname: hostnames,
        allowedRoutes,
        tls: fc.record({
          mode: fc.constantFrom('Terminate', 'Passthrough'),
          certificateRefs: fc.array(certificateRef, { maxLength: 2 }),
        }),
      },
      { requiredKeys: ['name', 'port', 'protocol', 'allowedRoutes'] },
    ),
    { selector: ({ name }) => name, minLength: 1, maxLength: 3 },
  )
  .map((list) => list as unknown as Json);

const gateways = fc
  .tuple(namespaces, names, times, listeners, fc.constantFrom('All', 'Same', 'None'), fc.boolean())
  .map(([namespace, name, time, list, from, isDefault]) =>
    object(`${GROUP}/v1`, 'Gateway', metadata(namespace, name, time), {
      spec: {
        gatewayClassName: 'class',
        listeners: list,
        allowedListeners: { namespaces: { from } },
        ...(isDefault ? { defaultScope: 'All' } : {}),
      },
    }),
  );

const listenerSets = fc
  .tuple(namespaces, names, times, listeners, namespaces, names)
  .map(([namespace, name, time, list, parentNamespace, parent]) =>
    object(`${GROUP}/v1`, 'ListenerSet', metadata(namespace, name, time), {
      spec: { parentRef: { name: parent, namespace: parentNamespace }, listeners: list },
    }),
  );

const parentRef = fc.record(
  {
    group: fc.constantFrom(GROUP, ''),
    kind: fc.constantFrom('Gateway', 'ListenerSet', 'Service'),
    namespace: namespaces,
    name: names,
    sectionName: fc.constantFrom('one', 'two'),
    port: fc.constantFrom(80, 443),
  },
  { requiredKeys: ['name', 'namespace'] },
);

const backendRef = fc.record(
  {
    name: names,
    namespace: namespaces,
    port: fc.constantFrom(80, 443),
    kind: fc.constantFrom('Service', 'Widget'),
  },
  { requiredKeys: ['name', 'port'] },
);

const routes = fc
  .tuple(
    fc.constantFrom('HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'),
    namespaces,
    names,
    times,
    fc.array(parentRef, { maxLength: 3 }),
    fc.array(hostnames, { maxLength: 2 }),
    fc.array(backendRef, { maxLength: 2 }),
    fc.boolean(),
  )
  .map(([kind, namespace, name, time, parentRefs, hosts, backendRefs, useDefault]) =>
    object(`${GROUP}/v1`, kind, metadata(namespace, name, time), {
      spec: {
        parentRefs,
        hostnames: hosts,
        rules: [{ backendRefs }],
        ...(useDefault ? { useDefaultGateways: 'All' } : {}),
      } as unknown as Json,
    }),
  );

const services = fc
  .tuple(namespaces, names, fc.constantFrom('TCP', 'UDP'))
  .map(([namespace, name, protocol]) =>
    object(
      'v1',
      'Service',
      { namespace, name },
      {
        spec: {
          ports: [
            { name: 'one', port: 80, protocol },
            { name: 'two', port: 443 },
          ],
        },
      },
    ),
  );

const secrets = fc.tuple(namespaces, names, fc.boolean()).map(([namespace, name, isSound]) =>
  object(
    'v1',
    'Secret',
    { namespace, name },
    {
      type: 'kubernetes.io/tls',
      keys: isSound ? ['tls.crt', 'tls.key'] : ['tls.crt'],
      certificates: [{ entry: 'tls.crt', dnsNames: ['a.example.com'] }],
      problems: {},
    },
  ),
);

const policies = fc
  .tuple(
    fc.constantFrom('BackendTLSPolicy', 'XBackendTrafficPolicy'),
    namespaces,
    names,
    times,
    names,
    fc.boolean(),
  )
  .map(([kind, namespace, name, time, target, hasSection]) =>
    object(
      kind === 'BackendTLSPolicy' ? `${GROUP}/v1` : 'gateway.networking.x-k8s.io/v1alpha1',
      kind,
      metadata(namespace, name, time),
      {
        spec: {
          targetRefs: [
            { group: '', kind: 'Service', name: target, ...(hasSection ? { sectionName: 'one' } : {}) },
          ],
          validation: { wellKnownCACertificates: 'System', hostname: 'a.example.com' },
        },
      },
    ),
  );

export const grants = fc
  .record({
    namespace: namespaces,
    name: names,
    from: fc.constantFrom('HTTPRoute', 'GRPCRoute', 'TLSRoute', 'Gateway', 'ListenerSet'),
    fromNamespace: namespaces,
    to: fc.constantFrom('Service', 'Secret'),
  })
  .map(({ namespace, name, from, fromNamespace, to }) =>
    object(
      `${GROUP}/v1`,
      'ReferenceGrant',
      { namespace, name },
      {
        spec: {
          from: [{ group: GROUP, kind: from, namespace: fromNamespace }],
          to: [{ group: '', kind: to }],
        },
      },
    ),
  );

const classes = fc.boolean().map((reports) =>
  object(
    `${GROUP}/v1`,
    'GatewayClass',
    { name: 'class' },
    {
      spec: { controllerName: 'example.com/controller' },
      ...(reports
        ? {
            status: {
              supportedFeatures: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'ListenerSet'].map((name) => ({
                name,
              })),
            },
          }
        : {}),
    },
  ),
);

const namespaceObjects = fc
  .tuple(namespaces, fc.constantFrom('gold', 'silver'))
  .map(([name, team]) => object('v1', 'Namespace', { name, labels: { team } }, {}));

/** Any one object of such a cluster. */
export const anyObject = fc.oneof(
  { weight: 3, arbitrary: gateways },
  { weight: 2, arbitrary: listenerSets },
  { weight: 4, arbitrary: routes },
  { weight: 2, arbitrary: services },
  { weight: 2, arbitrary: secrets },
  { weight: 2, arbitrary: policies },
  grants,
  classes,
  namespaceObjects,
);

/** The objects of a cluster, one for each key. */
export const clusters = fc
  .array(anyObject, { minLength: 3, maxLength: 18 })
  .map((objects) => [...new Map(objects.map((each) => [JSON.stringify(keyOf(each)), each])).values()]);
