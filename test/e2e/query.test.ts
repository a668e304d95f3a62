import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { asObject, type JsonObject } from '../../src/kube/json.ts';
import { SECRET_VALUE } from './objects.ts';
import { need, type Scene, sandboxForFile } from './sandbox-for-file.ts';

const { scene } = sandboxForFile();
const MAIN = join(import.meta.dirname, '..', '..', 'src', 'main.ts');

/** `gwql query` in a process of its own; what it writes to stdout. */
async function ask({ target }: Scene, query: string): Promise<JsonObject> {
  const where = ['--kubeconfig', target.kubeconfig, ...(target.context ? ['--context', target.context] : [])];
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, 'query', ...where, query]);
  return asObject(JSON.parse(stdout));
}

test('gwql query says of each reference of a live route whether it resolves, and what permits it', async (context) => {
  need(['HTTPRoute', 'Gateway', 'GatewayClass', 'ReferenceGrant'], scene(), context);
  const { shop, backends } = scene().sandbox;
  const { data, errors, extensions } = await ask(
    scene(),
    `{ httpRoute(namespace: "${shop}", name: "web") {
      spec {
        parentRefs { resolution { reason } }
        rules { backendRefs {
          name namespace
          resolution { resolved reason permittedBy { metadata { namespace name } } }
        } }
      }
    } }`,
  );
  expect(errors).toBeUndefined();
  const grant = { metadata: { namespace: backends, name: 'from-shop' } };
  const backendRefs = [
    {
      name: 'web',
      namespace: shop,
      resolution: { resolved: true, reason: 'ResolvedRefs', permittedBy: [] },
    },
    {
      name: 'cart',
      namespace: backends,
      resolution: { resolved: true, reason: 'ResolvedRefs', permittedBy: [grant] },
    },
    {
      name: 'gone',
      namespace: backends,
      resolution: { resolved: false, reason: 'BackendNotFound', permittedBy: [grant] },
    },
  ];
  expect(data).toEqual({
    httpRoute: {
      spec: { parentRefs: [{ resolution: { reason: 'ResolvedRefs' } }], rules: [{ backendRefs }] },
    },
  });
  const { requests, hidden } = asObject(asObject(extensions)['cluster']);
  // The route, its Gateway, the grants, the Service beside the route, the Services elsewhere, and in both namespaces
  // the policies that may ask for TLS.
  expect(requests).toBeLessThanOrEqual(7);
  expect(hidden).toEqual([]);
});

test('gwql query shows the keys of a live Secret and never its values', async () => {
  const { shop } = scene().sandbox;
  const answer = await ask(
    scene(),
    `{ secret(namespace: "${shop}", name: "token") { keys type manifest metadata { name } } }`,
  );
  expect(answer).toMatchObject({ data: { secret: { keys: ['password'], type: 'Opaque' } } });
  expect(JSON.stringify(answer)).not.toContain(SECRET_VALUE);
  expect(JSON.stringify(answer)).not.toContain(Buffer.from(SECRET_VALUE).toString('base64'));
});
