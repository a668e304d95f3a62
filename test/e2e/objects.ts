import type { JsonObject } from '../../src/kube/json.ts';
import type { GroupKind } from '../../src/kube/object-key.ts';
import type { Sandbox } from './sandbox.ts';

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** Must appear nowhere in what gwql says. */
export const SECRET_VALUE = 'e2e-secret-value-that-nobody-may-see';

/** One object of the sandbox; `version` is what the cluster serves. */
export interface SandboxObject {
  readonly kind: GroupKind;
  /** Absent for cluster-scoped objects. */
  readonly namespace?: string;
  readonly name: string;
  readonly body: JsonObject;
}

/** A route in one namespace with backends in another, and what permits it. */
export function sandboxObjects({ shop, backends, suffix }: Sandbox): readonly SandboxObject[] {
  const className = `gwql-e2e-${suffix}`;
  const gatewayKind = (kind: string) => ({ group: GATEWAY_GROUP, kind });
  const core = (kind: string) => ({ group: '', kind });
  const port = { spec: { ports: [{ name: 'http', port: 80, targetPort: 8080 }] } };
  return [
    { kind: core('Service'), namespace: shop, name: 'web', body: port },
    { kind: core('Service'), namespace: backends, name: 'cart', body: port },
    { kind: core('Service'), namespace: backends, name: 'search', body: port },
    {
      kind: core('Secret'),
      namespace: shop,
      name: 'token',
      body: { stringData: { password: SECRET_VALUE } },
    },
    {
      kind: core('ConfigMap'),
      namespace: shop,
      name: 'settings',
      body: { data: { setting: SECRET_VALUE } },
    },
    {
      kind: gatewayKind('GatewayClass'),
      name: className,
      body: { spec: { controllerName: 'gwql.example.com/nobody' } },
    },
    {
      kind: gatewayKind('Gateway'),
      namespace: shop,
      name: 'public',
      body: {
        spec: { gatewayClassName: className, listeners: [{ name: 'http', port: 80, protocol: 'HTTP' }] },
      },
    },
    {
      kind: gatewayKind('HTTPRoute'),
      namespace: shop,
      name: 'web',
      body: {
        spec: {
          parentRefs: [{ name: 'public' }],
          rules: [
            {
              backendRefs: [
                { name: 'web', port: 80 },
                { name: 'cart', namespace: backends, port: 80 },
                { name: 'gone', namespace: backends, port: 80 },
              ],
            },
          ],
        },
      },
    },
    {
      kind: gatewayKind('ReferenceGrant'),
      namespace: backends,
      name: 'from-shop',
      body: {
        spec: {
          from: [{ group: GATEWAY_GROUP, kind: 'HTTPRoute', namespace: shop }],
          to: [{ group: '', kind: 'Service' }],
        },
      },
    },
  ];
}
