import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { queryManifests } from '../support/query-manifests.ts';
import { writeCluster } from '../support/scenario.ts';

const directory = mkdtempSync(join(tmpdir(), 'gwql-reference-'));
afterAll(() => rmSync(directory, { recursive: true }));

const CLUSTER = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: {name: odd, namespace: shop}
spec:
  parentRefs: [text, {name: public}]
  rules:
  - backendRefs: [[{name: cart, port: 80}], {kind: "", name: cart}, {kind: Namespace, name: shop}]
    filters:
    - {type: ExtensionRef, extensionRef: {group: demo.example, kind: Firewall, name: strict}}
    - {type: ExtensionRef, extensionRef: {name: x}}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: firewalls.demo.example}
spec:
  group: demo.example
  scope: Cluster
  names: {kind: Firewall, plural: firewalls}
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
---
apiVersion: demo.example/v1
kind: Firewall
metadata: {name: strict}
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: {name: public, namespace: shop}
spec:
  gatewayClassName: public
  infrastructure: {parametersRef: {name: x}}
  tls: {frontend: {default: {validation: {caCertificateRefs: [{name: x}]}}}}
  listeners:
  - {name: a, port: 443, protocol: HTTPS, tls: {certificateRefs: [{name: cert}]}}
`;

const manifests = [writeCluster(directory, CLUSTER)];

async function ask(query: string) {
  return await queryManifests({ manifests, query });
}

describe('a reference of an odd shape', () => {
  it('is the fault of who wrote it, not a bug, where it is no object', async () => {
    const { data, errors } = await ask(`{ httpRoute(namespace: "shop", name: "odd") {
      spec { parentRefs { kind } rules { backendRefs { resolution { reason } } } } } }`);
    expect(errors?.map(({ path, extensions }) => [path?.slice(2), extensions?.['code']])).toEqual([
      [['parentRefs', 0, 'kind'], 'BAD_USER_INPUT'],
      [['rules', 0, 'backendRefs', 0, 'resolution'], 'BAD_USER_INPUT'],
    ]);
    expect(data).toMatchObject({
      httpRoute: {
        spec: {
          parentRefs: [{ kind: null }, { kind: 'Gateway' }],
          rules: [{ backendRefs: [{ resolution: null }, { resolution: {} }, { resolution: {} }] }],
        },
      },
    });
  });

  it('says that it has no kind, by the reason of its position', async () => {
    const { data } = await ask(`{
      httpRoute(namespace: "shop", name: "odd") { spec { rules { filters { extensionRef { resolution { reason message } } } } } }
      gateway(namespace: "shop", name: "public") { spec {
        infrastructure { parametersRef { resolution { reason message } } }
        tls { frontend { default { validation { caCertificateRefs { resolution { reason message } } } } } } } } }`);
    const kindless = (reason: string) => ({ resolution: { reason, message: 'the reference has no kind' } });
    expect(data).toMatchObject({
      httpRoute: { spec: { rules: [{ filters: [{}, { extensionRef: kindless('InvalidKind') }] }] } },
      gateway: {
        spec: {
          infrastructure: { parametersRef: kindless('InvalidParameters') },
          tls: {
            frontend: {
              default: { validation: { caCertificateRefs: [kindless('InvalidCACertificateKind')] } },
            },
          },
        },
      },
    });
  });

  it('to a cluster-scoped kind has no namespace; such a kind is no backend', async () => {
    const { data } = await queryManifests({
      manifests,
      query: `{ httpRoute(namespace: "shop", name: "odd") { spec { rules {
        backendRefs { kind }
        filters { extensionRef { resolution { reason target { namespace name } } } } } } } }`,
    });
    expect(data).toMatchObject({
      httpRoute: {
        spec: {
          rules: [
            {
              filters: [
                {
                  extensionRef: {
                    resolution: { reason: 'ResolvedRefs', target: { namespace: null, name: 'strict' } },
                  },
                },
                {},
              ],
            },
          ],
        },
      },
    });
    const { data: backends } = await ask(
      '{ resolveReference(from: {kind: "HTTPRoute", namespace: "shop"}, to: {kind: "Namespace", name: "shop"}) { reason message } }',
    );
    expect(backends).toMatchObject({
      resolveReference: { reason: 'InvalidKind', message: /Namespace shop cannot be a backend/ },
    });
  });
});
