import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadKubeconfig } from '../../../src/cluster/live/kubeconfig.ts';
import { KubeconfigError } from '../../../src/cluster/live/kubeconfig-error.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import { testRuntime } from '../../support/live-cluster.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

interface Entry {
  readonly name: string;
  readonly server?: string;
  readonly cluster?: JsonObject;
  readonly user?: JsonObject;
}

function kubeconfig(entries: readonly Entry[], current?: string): string {
  return JSON.stringify({
    clusters: entries.map(({ name, server, cluster }) => ({
      name,
      cluster: { server: server ?? `https://${name}:6443`, ...cluster },
    })),
    users: entries.map(({ name, user = {} }) => ({ name, user })),
    contexts: entries.map(({ name }) => ({ name, context: { cluster: name, user: name } })),
    ...(current === undefined ? {} : { 'current-context': current }),
  });
}

async function file(text: string, name = 'config'): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, text);
  return path;
}

describe('where a kubeconfig is looked for', () => {
  test('in the named file, at its current context', async () => {
    const path = await file(kubeconfig([{ name: 'dev' }, { name: 'prod' }], 'prod'));
    const access = await loadKubeconfig({ kubeconfig: path }, testRuntime());
    expect(access).toMatchObject({ contextName: 'prod', server: 'https://prod:6443' });
  });

  test('another context can be named', async () => {
    const path = await file(kubeconfig([{ name: 'dev' }, { name: 'prod' }], 'prod'));
    expect(await loadKubeconfig({ kubeconfig: path, context: 'dev' }, testRuntime())).toMatchObject({
      contextName: 'dev',
      server: 'https://dev:6443',
    });
  });

  test('in the files of KUBECONFIG, where the first wins and missing ones do not matter', async () => {
    const first = await file(kubeconfig([{ name: 'dev', server: 'https://first' }], 'dev'));
    const second = await file(
      kubeconfig([{ name: 'dev', server: 'https://second' }, { name: 'prod' }], 'prod'),
    );
    const env = { KUBECONFIG: ['/nowhere/config', first, second].join(delimiter) };
    expect(await loadKubeconfig({}, testRuntime(env))).toMatchObject({
      contextName: 'dev',
      server: 'https://first',
    });
    expect(await loadKubeconfig({ context: 'prod' }, testRuntime(env))).toMatchObject({
      server: 'https://prod:6443',
    });
  });

  test('in the home folder', async () => {
    const home = await temporaryFolder();
    await mkdir(join(home, '.kube'));
    await writeFile(join(home, '.kube', 'config'), kubeconfig([{ name: 'home' }], 'home'));
    expect(await loadKubeconfig({}, testRuntime({ HOME: home }))).toMatchObject({ contextName: 'home' });
  });

  test('in the pod', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'token'), 'pod-token\n');
    await writeFile(join(folder, 'ca.crt'), 'authority');
    const runtime = {
      ...testRuntime({ KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' }),
      serviceAccountFolder: folder,
    };
    const access = await loadKubeconfig({ inCluster: true }, runtime);
    expect(access).toMatchObject({ contextName: 'in-cluster', server: 'https://[fd00::1]:443' });
    const options = { headers: {} };
    await access.own.applyToHTTPSOptions(options);
    expect(options).toMatchObject({
      headers: { Authorization: 'Bearer pod-token\n' },
      ca: Buffer.from('authority'),
    });
  });
});

describe('a kubeconfig that cannot be used is a KubeconfigError that says what to do', () => {
  const load = (source: Parameters<typeof loadKubeconfig>[0], env = {}) =>
    loadKubeconfig(source, testRuntime(env)).then(
      () => 'loaded',
      (error: unknown) => (error instanceof KubeconfigError ? error.message : `wrong error: ${error}`),
    );

  test('a file that is not there', async () => {
    expect(await load({ kubeconfig: '/nowhere/config' })).toBe(
      'cannot read the kubeconfig /nowhere/config: there is no such file',
    );
  });

  test('no file at all', async () => {
    expect(await load({}, { HOME: '/nowhere' })).toBe(
      'there is no kubeconfig (looked at /nowhere/.kube/config); name one with --kubeconfig FILE',
    );
  });

  test('a folder', async () => {
    const folder = await temporaryFolder();
    expect(await load({ kubeconfig: folder })).toBe(`cannot read the kubeconfig ${folder}: it is a folder`);
  });

  test('an unknown context, with those that there are', async () => {
    const path = await file(kubeconfig([{ name: 'prod' }, { name: 'dev' }], 'prod'));
    expect(await load({ kubeconfig: path, context: 'test' })).toBe(
      'the kubeconfig has no context "test"; it has: dev, prod',
    );
  });

  test('no current context', async () => {
    const path = await file(kubeconfig([{ name: 'dev' }]));
    expect(await load({ kubeconfig: path })).toBe(
      'the kubeconfig has no current context; name one with --context (it has: dev)',
    );
  });

  test('no YAML: the place, not the text, which may hold a token', async () => {
    const path = await file('users:\n- name: a\n  user: {token: "secret-token\n');
    const message = await load({ kubeconfig: path });
    expect(message).toMatch(/ is not YAML: see line 3|line 4/);
    expect(message).not.toContain('secret-token');
  });

  test('something else than a kubeconfig', async () => {
    const path = await file('- just\n- a list\n');
    expect(await load({ kubeconfig: path })).toBe(`the file ${path} is not a kubeconfig`);
  });

  test('a context whose user or cluster is missing', async () => {
    const noUser = await file(
      JSON.stringify({
        clusters: [{ name: 'c', cluster: { server: 'https://c' } }],
        contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
        'current-context': 'x',
      }),
    );
    expect(await load({ kubeconfig: noUser })).toBe(
      'the context "x" names a user that the kubeconfig does not have',
    );
    const noCluster = await file(
      JSON.stringify({ contexts: [{ name: 'x', context: { cluster: 'c' } }], 'current-context': 'x' }),
    );
    expect(await load({ kubeconfig: noCluster })).toBe(
      'the context "x" names a cluster that the kubeconfig does not have',
    );
  });

  test('a server that is no URL, or plain HTTP to another machine', async () => {
    const noUrl = await file(kubeconfig([{ name: 'a', server: 'api:6443' }], 'a'));
    expect(await load({ kubeconfig: noUrl })).toContain('has no server URL');
    const plain = await file(kubeconfig([{ name: 'a', server: 'http://api.example.com' }], 'a'));
    expect(await load({ kubeconfig: plain })).toContain('is http://');
    const chosen = await file(
      kubeconfig(
        [{ name: 'a', server: 'http://api.example.com', cluster: { 'insecure-skip-tls-verify': true } }],
        'a',
      ),
    );
    expect(await load({ kubeconfig: chosen })).toBe('loaded');
    const tunnel = await file(kubeconfig([{ name: 'a', server: 'http://localhost:8001' }], 'a'));
    expect(await load({ kubeconfig: tunnel })).toBe('loaded');
  });

  test('a proxy of a kind that nobody speaks', async () => {
    const path = await file(kubeconfig([{ name: 'a', cluster: { 'proxy-url': 'ftp://proxy' } }], 'a'));
    expect(await load({ kubeconfig: path })).toContain('is no http, https or socks URL');
  });

  test('being in no pod, and a pod without a token', async () => {
    expect(await load({ inCluster: true })).toContain('this is no pod of a cluster');
    const env = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };
    const runtime = { ...testRuntime(env), serviceAccountFolder: '/nowhere' };
    await expect(loadKubeconfig({ inCluster: true }, runtime)).rejects.toThrow(
      'set automountServiceAccountToken: true',
    );
  });
});

describe('what client-node is given', () => {
  const headersOf = async (user: JsonObject, folderFiles: Readonly<Record<string, string>> = {}) => {
    const path = await file(kubeconfig([{ name: 'a', user }], 'a'));
    for (const [name, text] of Object.entries(folderFiles)) await writeFile(join(path, '..', name), text);
    const access = await loadKubeconfig({ kubeconfig: path }, testRuntime());
    const options: { headers: Record<string, string>; cert?: Buffer } = { headers: {} };
    await access.own.applyToHTTPSOptions(options);
    return { options, access };
  };

  test('a tokenFile, relative to the kubeconfig, before a token beside it', async () => {
    const { options } = await headersOf({ tokenFile: 'token', token: 'older' }, { token: 'from-file' });
    expect(options.headers['Authorization']).toBe('Bearer from-file');
  });

  test('certificate data before a certificate file, as kubectl has it', async () => {
    const { options } = await headersOf({
      'client-certificate': '/nowhere/cert',
      'client-certificate-data': Buffer.from('inline').toString('base64'),
    });
    expect(options.cert).toEqual(Buffer.from('inline'));
  });

  test('groups, uid and extras to act as, which client-node leaves out', async () => {
    const { access } = await headersOf({
      as: 'jane',
      'as-groups': ['dev', 'ops'],
      'as-uid': '7',
      'as-user-extra': { 'example.com/scope': ['a', 'b'] },
    });
    expect(access.impersonation).toEqual({
      'Impersonate-Group': ['dev', 'ops'],
      'Impersonate-Uid': ['7'],
      'Impersonate-Extra-example.com%2Fscope': ['a', 'b'],
    });
  });

  test('nothing of the user for the connections of callers', async () => {
    const { access } = await headersOf({ token: 'ours', as: 'jane', username: 'u', password: 'p' });
    const options: { headers: Record<string, string>; auth?: string } = { headers: {} };
    await access.anonymous.applyToHTTPSOptions(options);
    expect(options.headers).toEqual({});
    expect(options.auth).toBeUndefined();
  });
});
