import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kube/json.ts';
import { liveCluster } from '../../support/live-cluster.ts';
import { objectsOf } from '../../support/objects-of.ts';
import { queryClusters } from '../../support/query-manifests.ts';

const ROUTES = 20;

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
  listeners: [{ name: http, port: 80, protocol: HTTP }]
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { namespace: edge, name: orphan }
spec:
  gatewayClassName: gone
  listeners: [{ name: http, port: 80, protocol: HTTP }]
---
apiVersion: v1
kind: Service
metadata: { namespace: edge, name: web }
spec: { ports: [{ port: 80 }] }
${Array.from(
  { length: ROUTES },
  (_, index) => `---
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { namespace: edge, name: route-${index} }
spec:
  parentRefs: [{ name: public }]
  rules: [{ backendRefs: [{ name: web, port: 80 }] }]
`,
).join('')}`);

async function ask(query: string) {
  const { double, cluster } = await liveCluster();
  double.add(...OBJECTS);
  const { data, errors } = await queryClusters({ clusters: [cluster], query });
  expect(errors).toBeUndefined();
  return { data: data as JsonObject, calls: (resource: string) => double.requestsFor(resource).length };
}

describe('computed status over direct reads', () => {
  test('of a route costs one read of each object that it needs, and lists no routes', async () => {
    const { data, calls } = await ask(`{
      httpRoute(namespace: "edge", name: "route-0") {
        computedStatus { incomplete parents { controllerName attached listeners { name attached } conditions { type status } } }
      }
    }`);
    expect(data).toEqual({
      httpRoute: {
        computedStatus: {
          incomplete: false,
          parents: [
            {
              controllerName: 'example.com/controller',
              attached: true,
              listeners: [{ name: 'http', attached: true }],
              conditions: [
                { type: 'Accepted', status: 'True' },
                { type: 'ResolvedRefs', status: 'True' },
              ],
            },
          ],
        },
      },
    });
    expect([calls('httproutes'), calls('gateways'), calls('gatewayclasses'), calls('services')]).toEqual([
      1, 1, 1, 1,
    ]);
    expect([calls('listenersets'), calls('secrets'), calls('grpcroutes')]).toEqual([0, 0, 0]);
  });

  test('of many routes costs no more reads than that of one', async () => {
    const { data, calls } = await ask(
      '{ httpRoutes { nodes { computedStatus { parents { attached } } statusDrift { kind } } } }',
    );
    expect(data).toEqual({
      httpRoutes: {
        nodes: Array.from({ length: ROUTES }, () => ({
          computedStatus: { parents: [{ attached: true }] },
          statusDrift: [{ kind: 'NEVER_REPORTED' }],
        })),
      },
    });
    expect([calls('httproutes'), calls('gateways'), calls('gatewayclasses'), calls('services')]).toEqual([
      1, 1, 1, 1,
    ]);
  });

  test('of a Gateway counts its routes with one LIST for each kind that can attach', async () => {
    const { data, calls } = await ask(`{
      gateway(namespace: "edge", name: "public") { computedStatus { incomplete listeners { attachedRoutes } } }
    }`);
    expect(data).toEqual({
      gateway: { computedStatus: { incomplete: false, listeners: [{ attachedRoutes: ROUTES }] } },
    });
    expect([calls('httproutes'), calls('grpcroutes'), calls('tcproutes'), calls('services')]).toEqual([
      1, 1, 0, 0,
    ]);
  });

  test('of a Gateway whose class is missing waits for a controller', async () => {
    const { data } = await ask(`{
      gateway(namespace: "edge", name: "orphan") { computedStatus { conditions { type status reason } } statusDrift { kind } }
    }`);
    expect(data).toEqual({
      gateway: {
        computedStatus: {
          conditions: [
            { type: 'Accepted', status: 'Unknown', reason: 'Pending' },
            { type: 'Programmed', status: 'Unknown', reason: 'Pending' },
          ],
        },
        statusDrift: [],
      },
    });
  });
});
