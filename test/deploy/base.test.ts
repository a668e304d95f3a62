import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { readServeConfig } from '../../src/config/serve-config.ts';
import { SERVE_OPTIONS } from '../../src/config/serve-options.ts';
import { allowedHost } from '../../src/http/allowed-host.ts';
import { GRACE_MS } from '../../src/http/drain.ts';
import { HEALTH_PATH, READY_PATH } from '../../src/http/paths.ts';
import {
  asList,
  asNumber,
  asObject,
  asString,
  getIn,
  type Json,
  type JsonObject,
} from '../../src/kube/json.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = join(root, 'deploy');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const kustomization = asObject(parse(read('deploy/kustomization.yaml')) as Json);
const packageJson = asObject(JSON.parse(read('package.json')) as Json);

const objects: readonly JsonObject[] = asList(kustomization['resources']).flatMap((file) =>
  parseAllDocuments(read(`deploy/${asString(file)}`)).map((document) => asObject(document.toJS() as Json)),
);

function one(kind: string): JsonObject {
  const [found, ...more] = objects.filter((object) => object['kind'] === kind);
  if (found === undefined || more.length > 0) throw new Error(`there is not one ${kind}`);
  return found;
}

const deployment = one('Deployment');
const pod = asObject(getIn(deployment, 'spec', 'template', 'spec'));
const container = asObject(asList(pod['containers'])[0]);
const labels = getIn(deployment, 'spec', 'template', 'metadata', 'labels');
const ports = new Map(
  asList(container['ports']).map((port) => [
    asString(asObject(port)['name']),
    asNumber(asObject(port)['containerPort']),
  ]),
);

/** The arguments as the command line reads them; throws where there is no such option. */
function configured() {
  const [command, ...args] = asList(container['args']).map((argument) => asString(argument) ?? '');
  expect(command).toBe('serve');
  const given: Record<string, string | string[]> = {};
  for (const argument of args) {
    const [, name = '', value = ''] = /^--([a-z-]+)=(.*)$/.exec(argument) ?? [];
    const found = Object.entries(SERVE_OPTIONS).find(([, row]) => row.name === name);
    if (found === undefined) throw new Error(`there is no option for ${argument}`);
    const [key, row] = found;
    given[key] = 'many' in row ? [...[given[key] ?? []].flat(), value] : value;
  }
  return readServeConfig(given, { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' });
}

describe('the kustomize base', () => {
  test('names every file of the folder, and each object once', () => {
    const files = readdirSync(folder).filter(
      (file) => file.endsWith('.yaml') && file !== 'kustomization.yaml',
    );
    expect(asList(kustomization['resources']).toSorted()).toEqual(files.toSorted());
    const names = objects.map((object) => `${object['kind']} ${getIn(object, 'metadata', 'name')}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('puts what has a namespace into one', () => {
    const name = getIn(one('Namespace'), 'metadata', 'name');
    expect(kustomization['namespace']).toBe(name);
    for (const kind of ['Deployment', 'Service', 'ServiceAccount', 'NetworkPolicy']) {
      expect(getIn(one(kind), 'metadata', 'namespace')).toBe(name);
    }
    expect(asList(one('ClusterRoleBinding')['subjects'])).toEqual([
      { kind: 'ServiceAccount', name: pod['serviceAccountName'], namespace: name },
    ]);
    expect(getIn(one('ServiceAccount'), 'metadata', 'name')).toBe(pod['serviceAccountName']);
  });
});

describe('the pod', () => {
  test('has options that exist, and ports that they open', () => {
    const config = configured();
    expect(config).toMatchObject({ host: '0.0.0.0', auth: 'token', cache: 'shared', warnings: [] });
    expect([...ports]).toEqual([
      ['http', config.port],
      ['metrics', config.metricsPort],
    ]);
  });

  test('is asked for its health where it tells it', () => {
    const probe = (name: string) => asObject(getIn(asObject(container[name]), 'httpGet'));
    expect(probe('livenessProbe')).toEqual({ path: HEALTH_PATH, port: 'http' });
    expect(probe('readinessProbe')).toEqual({ path: READY_PATH, port: 'http' });
  });

  test('may do no more than it needs', () => {
    expect(pod['enableServiceLinks']).toBe(false);
    expect(pod['automountServiceAccountToken']).toBe(true);
    expect(pod['securityContext']).toMatchObject({
      runAsNonRoot: true,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container['securityContext']).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(Object.keys(asObject(getIn(asObject(container['resources']), 'requests')))).toEqual([
      'cpu',
      'memory',
    ]);
    expect(getIn(asObject(container['resources']), 'limits', 'memory')).toBeDefined();
  });

  test('is killed only when it had time to answer what is under way', () => {
    expect(Number(pod['terminationGracePeriodSeconds']) * 1_000).toBeGreaterThan(GRACE_MS);
  });
});

describe('what leads to the pod', () => {
  const service = one('Service');
  const policy = one('NetworkPolicy');

  test('selects it', () => {
    expect(getIn(service, 'spec', 'selector')).toEqual(labels);
    expect(getIn(policy, 'spec', 'podSelector', 'matchLabels')).toEqual(labels);
    expect(getIn(deployment, 'spec', 'selector', 'matchLabels')).toEqual(labels);
  });

  test('leads to ports that it has', () => {
    const targets = asList(getIn(service, 'spec', 'ports')).map((port) => asObject(port)['targetPort']);
    expect(targets).toEqual(['http']);
    const opened = asList(getIn(policy, 'spec', 'ingress')).flatMap((rule) =>
      asList(asObject(rule)['ports']).map((port) => asObject(port)['port']),
    );
    expect(opened).toEqual([...ports.keys()]);
  });

  test('has names that the server answers to', () => {
    const { host, allowedHosts } = configured();
    const isAllowed = allowedHost({ host, allowedHosts });
    const { name, namespace } = asObject(service['metadata']);
    for (const suffix of ['', `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`]) {
      expect(isAllowed(`${name}${suffix}`)).toBe(true);
    }
  });
});

describe('the image', () => {
  const [build = '', runtime = ''] = read('Dockerfile')
    .split(/^FROM /m)
    .slice(1);
  const copied = [...runtime.matchAll(/^COPY --from=build \/gwql\/(\S+) (\S+)$/gm)].map(([, from]) => from);

  test('has the version of the package, by which the pod asks for it', () => {
    expect(container['image']).toBe(`gwql:${packageJson['version']}`);
    expect(read('Dockerfile')).toContain(`docker build -t gwql:${packageJson['version']} .`);
  });

  test('holds what the package holds, apart from its documentation, and what that needs', () => {
    const published = asList(packageJson['files']).filter((file) => file !== 'docs');
    expect(copied.toSorted()).toEqual([...published, 'node_modules', 'package.json'].toSorted());
  });

  test('starts the command of the package, on the Node that it is tested with, as nobody', () => {
    expect(runtime).toContain(`"${getIn(packageJson, 'bin', 'gwql')}"`);
    const major = /\d+/.exec(String(getIn(packageJson, 'devDependencies', 'node')))?.[0];
    expect(build).toMatch(new RegExp(`^node:${major}-slim`));
    expect(runtime).toMatch(new RegExp(`^gcr.io/distroless/nodejs${major}-`));
    expect(runtime).toContain(`USER ${getIn(pod, 'securityContext', 'runAsUser')}:`);
    expect(runtime).toContain(`EXPOSE ${[...ports.values()].join(' ')}`);
  });
});
