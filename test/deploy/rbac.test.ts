import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { connectKubernetes } from '../../src/cluster/live/connect-kubernetes.ts';
import { asList, asObject, asString, type Json } from '../../src/kube/json.ts';
import type { ApiServerDouble } from '../support/api-server-double/api-server-double.ts';
import type { Rule } from '../support/api-server-double/authorization.ts';
import { crdObject, crdsOfRelease } from '../support/api-server-double/crd-objects.ts';
import { writeKubeconfig } from '../support/api-server-double/write-kubeconfig.ts';
import { startDouble } from '../support/live-cluster.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { until } from '../support/until.ts';

const FILE = join(import.meta.dirname, '..', '..', 'deploy', 'rbac.yaml');
const documents = parseAllDocuments(readFileSync(FILE, 'utf8')).map((document) => asObject(document.toJS()));
const [role, binding] = documents;

const USER = 'system:serviceaccount:gwql:gwql';
const TOKEN = 'the-token-of-the-pod';

/** One verb on one resource of one group. */
interface Right {
  readonly group: string;
  readonly resource: string;
  readonly verb: string;
}

const texts = (list: Json | undefined) => asList(list).map((item) => asString(item) ?? '');

const rights: readonly Right[] = asList(role?.['rules']).flatMap((rule) => {
  const { apiGroups, resources, verbs } = asObject(rule);
  return texts(apiGroups).flatMap((group) =>
    texts(resources).flatMap((resource) => texts(verbs).map((verb) => ({ group, resource, verb }))),
  );
});

const otherKind = (group: string, kind: string, plural: string) =>
  crdObject({ group, kind, plural, namespaced: true, versions: ['v1'] });

/** Every kind that gwql holds. */
const CRDS = [
  ...crdsOfRelease('v1.6.1-experimental'),
  otherKind('multicluster.x-k8s.io', 'ServiceImport', 'serviceimports'),
  otherKind('inference.networking.k8s.io', 'InferencePool', 'inferencepools'),
  otherKind('inference.networking.x-k8s.io', 'InferencePool', 'inferencepools'),
];

/** gwql as it runs in a pod, with some rights. */
async function started(granted: readonly Right[]): Promise<ApiServerDouble> {
  const rules = granted.map(
    ({ group, resource, verb }): Rule => ({
      users: [USER],
      groups: [group],
      verbs: [verb],
      ...(resource === '*' ? {} : { resources: [resource] }),
    }),
  );
  const double = await startDouble({ serves: CRDS, users: [{ name: USER, tokens: [TOKEN] }], rules });
  const kubeconfig = join(await temporaryFolder(), 'kubeconfig');
  await writeKubeconfig(kubeconfig, double, { user: { token: TOKEN } });
  const cluster = await connectKubernetes({ kubeconfig, userAgentVersion: '0.0.0-test', cache: 'shared' });
  onTestFinished(() => cluster.close());
  return double;
}

/** Kinds that the double has watches of. */
const HELD = CRDS.length + ['namespaces', 'services', 'endpointslices', 'customresourcedefinitions'].length;

test('the role is enough for all that is held', async () => {
  const double = await started(rights);
  await until(() => double.watches.opened >= HELD, 'all kinds are watched');
  const readsRelease = () =>
    double.requests.some(({ path }) => path.endsWith('/httproutes.gateway.networking.k8s.io'));
  await until(readsRelease, 'the release is read');
  expect(double.refusals).toEqual([]);
});

test('the role gives nothing that writes, and no Secret', () => {
  expect(rights.length).toBeGreaterThan(10);
  expect(rights.filter(({ verb }) => !['get', 'list', 'watch'].includes(verb))).toEqual([]);
  const everything = rights.filter(
    ({ group, resource }) => group === '*' || (group === '' && resource === '*'),
  );
  expect(everything).toEqual([]);
  expect(rights.map(({ resource }) => resource)).not.toContain('secrets');
  expect(rights.map(({ resource }) => resource)).not.toContain('configmaps');
});

test('the binding gives the role to the service account of the pod, and to nobody else', () => {
  expect(binding).toMatchObject({
    roleRef: { kind: 'ClusterRole', name: asObject(role?.['metadata'])['name'] },
    subjects: [{ kind: 'ServiceAccount', namespace: 'gwql', name: 'gwql' }],
  });
});

describe('every right is needed', () => {
  test.each(rights.map((right) => [`${right.verb} ${right.resource} in "${right.group}"`, right] as const))(
    '%s',
    async (_name, right) => {
      const double = await started(rights.filter((other) => other !== right));
      const isMissed = () =>
        double.refusals.some(
          ({ group, resource, verb }) =>
            group === right.group &&
            verb === right.verb &&
            (right.resource === '*' || resource === right.resource),
        );
      await until(isMissed, 'gwql asks for what it may not');
    },
  );
});
