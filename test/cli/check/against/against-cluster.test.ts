import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../../../src/kube/json.ts';
import { gatewayClass } from '../../../support/api-objects.ts';
import type { ApiServerDouble } from '../../../support/api-server-double/api-server-double.ts';
import type { ApiServerDoubleOptions } from '../../../support/api-server-double/double-options.ts';
import { writeKubeconfig } from '../../../support/api-server-double/write-kubeconfig.ts';
import { type CliRun, cliRun } from '../../../support/cli-run.ts';
import { startDouble } from '../../../support/live-cluster.ts';
import { putFiles } from '../../../support/put-files.ts';
import { type CheckJson, lineOf } from '../check-json.ts';
import { SHOP, SOUND } from '../shop-files.ts';

interface Fixed {
  readonly against: { readonly cluster: string; readonly fixed: readonly { readonly code: string }[] };
}

interface Compared {
  readonly double: ApiServerDouble;
  readonly folder: string;
  run(...argv: string[]): Promise<CliRun>;
  json(...argv: string[]): Promise<CheckJson & Fixed>;
}

/** A cluster that runs the shop, and files that would be applied to it. */
async function compared(
  files: Readonly<Record<string, string>>,
  options: ApiServerDoubleOptions = {},
): Promise<Compared> {
  const double = await startDouble(options);
  const running = Object.values(SOUND).map((text) => parse(text) as JsonObject);
  const namespaces = ['shop', 'infra'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
  }));
  double.add(gatewayClass('public'), ...namespaces, ...running);
  const root = await putFiles(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`m/${name}`, text])),
  );
  const kubeconfig = await writeKubeconfig(join(root, 'kubeconfig'), double);
  const folder = join(root, 'm');
  const argv = ['check', folder, '--against-cluster', '--kubeconfig', kubeconfig];
  const run = (...more: string[]) => cliRun([...argv, ...more]);
  const json = async (...more: string[]) => {
    const { stdout, stderr, exitCode } = await run('--format', 'json', ...more);
    if (stdout === '') throw new Error(stderr);
    return { ...(JSON.parse(stdout) as CheckJson & Fixed), exitCode, stderr };
  };
  return { double, folder, run, json };
}

/** In the cluster, `search` is missing. */
const SEARCH = SHOP['services.yaml'].replace('name: cart', 'name: search');
/** Routes of other namespaces are not let in any more. */
const CLOSED = SHOP['gateways.yaml'].replace('from: All', 'from: Same');

describe('gwql check --against-cluster', () => {
  test('tells what a change fixes', async () => {
    const { json, run } = await compared({ 'search.yaml': SEARCH });
    const report = await json();
    expect(report).toMatchObject({ exitCode: 0, findings: [], against: { cluster: 'double' } });
    expect(report.against.fixed.map(({ code }) => code)).toEqual(['BACKEND_NOT_FOUND']);
    expect((await run()).stdout).toBe(`fixed by the change
  HTTPRoute shop/cart spec.rules[0].backendRefs[2]: Service shop/search does not exist  BACKEND_NOT_FOUND

nothing is broken, 1 finding fixed in cluster double by 1 file with 1 object
`);
  });

  test('validates the files against CRDs as they would be when they are applied', async () => {
    const crd = `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: gateways.gateway.networking.k8s.io }
spec:
  group: gateway.networking.k8s.io
  scope: Namespaced
  names: { kind: Gateway, plural: gateways }
  versions:
    - name: v1
      served: true
      storage: true
      subresources: { status: {} }
      schema:
        openAPIV3Schema:
          type: object
          properties:
            status: { type: object, x-kubernetes-preserve-unknown-fields: true }
            spec:
              type: object
              required: [gatewayClassName]
              x-kubernetes-preserve-unknown-fields: true
              properties: { gatewayClassName: { type: string, maxLength: 3 } }
`;
    const part =
      'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { namespace: infra, name: public, labels: { a: b } }\n';
    const { json, folder } = await compared({ 'part.yaml': part });
    const crds = await putFiles({ 'crd.yaml': crd });
    const { findings } = await json('--crds', join(crds, 'crd.yaml'));
    expect(findings).toMatchObject([
      { code: 'SCHEMA_INVALID', path: 'spec.gatewayClassName', source: { file: join(folder, 'part.yaml') } },
    ]);
  });

  test('tells what it breaks in the files, and where', async () => {
    const { json, folder } = await compared({ 'routes.yaml': SHOP['routes.yaml'] });
    const { findings, exitCode } = await json();
    expect(exitCode).toBe(1);
    expect(findings.map(lineOf)).toEqual([
      'BACKEND_PORT_NOT_FOUND HTTPRoute shop/cart spec.rules[0].backendRefs[1]',
    ]);
    expect(findings[0]?.source).toEqual({ file: join(folder, 'routes.yaml'), line: 14, column: 7 });
  });

  test('tells what it breaks in the cluster', async () => {
    const { json, run } = await compared({ 'gateways.yaml': CLOSED });
    const { findings, exitCode } = await json();
    expect(exitCode).toBe(1);
    expect(findings.map(lineOf)).toEqual(['ROUTE_NOT_ALLOWED HTTPRoute shop/cart spec.parentRefs[0]']);
    const { stdout } = await run();
    expect(stdout).toContain('cluster double\n          error   ');
    expect(stdout).toContain('1 error introduced in cluster double by 1 file with 1 object\n');
  });

  test('says nothing about what is as it was', async () => {
    const { json } = await compared(SOUND);
    expect(await json('--fail-on', 'info')).toMatchObject({
      exitCode: 0,
      findings: [],
      against: { fixed: [] },
    });
  });

  test('finds the place of a listener that stands elsewhere in the list of the cluster', async () => {
    const listener = '  - {name: https, port: 443, protocol: HTTPS}\n';
    const [head = ''] = SHOP['gateways.yaml'].split('  - name: http\n');
    const { json } = await compared({ 'gateways.yaml': `${head}${listener}` });
    const { findings } = await json();
    expect(findings.map(lineOf)).toEqual([
      'LISTENER_WITHOUT_CERTIFICATE Gateway infra/public spec.listeners[1].tls',
    ]);
    expect(findings[0]?.source).toMatchObject({ line: 9, column: 5 });
  });

  test.each(['text', 'sarif', 'junit', 'github'])('has a report %s', async (format) => {
    const { run } = await compared({ 'gateways.yaml': CLOSED });
    const { stdout } = await run('--format', format);
    expect(stdout).toContain('ROUTE_NOT_ALLOWED');
  });

  test('only reads', async () => {
    const { double, json } = await compared({ 'gateways.yaml': CLOSED });
    await json();
    expect(new Set(double.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('asks no cluster where something cannot be read', async () => {
    const { double, json } = await compared({ 'gateways.yaml': CLOSED, 'x.yaml': 'a: 1\n' });
    expect(await json()).toMatchObject({ exitCode: 2, findings: [{ code: 'MANIFEST_NOT_READ' }] });
    expect(double.requests).toEqual([]);
  });

  test.each([
    [
      'metadata.namespace is left out',
      SEARCH.replace('  namespace: shop\n', ''),
      ':3:1: Service search needs a metadata.namespace',
    ],
    [
      'a version is not served',
      CLOSED.replace('/v1', '/v1alpha1'),
      ':1:1: this cluster does not serve Gateway',
    ],
  ])('is wrong usage where %s', async (_what, text, problem) => {
    const { run, folder } = await compared({ 'x.yaml': text });
    const { exitCode, stdout, stderr } = await run();
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(`${join(folder, 'x.yaml')}${problem}`);
  });

  test('does not pass where the cluster does not answer', async () => {
    const { double, run } = await compared({ 'gateways.yaml': CLOSED });
    await double.close();
    const { exitCode, stdout, stderr } = await run();
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain('refuses connections; check that it runs');
  });

  test('needs to be asked for', async () => {
    const { exitCode, stderr } = await cliRun(['check', 'x', '--context', 'prod']);
    expect(exitCode).toBe(2);
    expect(stderr).toContain('--kubeconfig and --context need --against-cluster');
  });
});
