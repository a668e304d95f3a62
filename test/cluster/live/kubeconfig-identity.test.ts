import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { selfSigned, signedBy } from '../../support/certificates.ts';
import { liveCluster } from '../../support/live-cluster.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const HTTP_ROUTE = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' };
const SERVICE = { group: '', kind: 'Service' };

/** A credential plugin that counts its runs and gives the token that is in a file. */
async function plugin() {
  const folder = await temporaryFolder();
  const paths = {
    token: join(folder, 'token'),
    runs: join(folder, 'runs'),
    script: join(folder, 'plugin.cjs'),
  };
  await writeFile(paths.runs, '');
  await writeFile(
    paths.script,
    `const fs = require('node:fs');
     fs.appendFileSync(${JSON.stringify(paths.runs)}, (process.env.KUBERNETES_EXEC_INFO ?? 'no info') + '\\n');
     const token = fs.readFileSync(${JSON.stringify(paths.token)}, 'utf8');
     if (token === 'fail') { console.error('please log in first'); process.exit(1); }
     console.log(JSON.stringify({ kind: 'ExecCredential', apiVersion: 'client.authentication.k8s.io/v1', status: { token } }));`,
  );
  return {
    user: {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: process.execPath,
        args: [paths.script],
        provideClusterInfo: true,
      },
    },
    give: (token: string) => writeFile(paths.token, token),
    runs: async () => (await readFile(paths.runs, 'utf8')).split('\n').slice(0, -1),
  };
}

describe('credential plugins', () => {
  test('run once however many requests need them, and are told about the cluster', async () => {
    const { user, give, runs } = await plugin();
    await give('one');
    const { double, open } = await liveCluster({ users: [{ name: 'jane', tokens: ['one'] }], user });
    const lists = await Promise.all([open().list(SERVICE, {}), open().list(HTTP_ROUTE, {})]);
    expect(lists).toEqual([
      { state: 'listed', objects: [] },
      { state: 'listed', objects: [] },
    ]);
    const info = (await runs()).map((line) => JSON.parse(line));
    expect(info).toMatchObject([
      {
        apiVersion: 'client.authentication.k8s.io/v1',
        kind: 'ExecCredential',
        spec: { interactive: false, cluster: { server: double.url } },
      },
    ]);
  });

  test('run again once after a 401, for all requests that met it', async () => {
    const { user, give, runs } = await plugin();
    await give('one');
    const { double, open } = await liveCluster({ users: [{ name: 'jane', tokens: ['one'] }], user });
    await open().resources();
    double.users = [{ name: 'jane', tokens: ['two'] }];
    await give('two');
    const lists = await Promise.all(['a', 'b', 'c'].map((namespace) => open().list(SERVICE, { namespace })));
    expect(lists.map(({ state }) => state)).toEqual(['listed', 'listed', 'listed']);
    expect(await runs()).toHaveLength(2);
  });

  test('that fail are unauthenticated; their advice goes to the operator only', async () => {
    const { user, give } = await plugin();
    await give('fail');
    const { open, warnings } = await liveCluster({ user });
    expect(await open().list(SERVICE, {})).toEqual({
      state: 'unavailable',
      cause: 'unauthenticated',
      message: 'cannot log in to cluster double: the credentials in the kubeconfig cannot be used',
    });
    expect(warnings[0]).toBe('no credentials from the kubeconfig: please log in first');
  });

  test('that print no JSON are not quoted: it may be a token', async () => {
    const user = {
      exec: {
        apiVersion: 'client.authentication.k8s.io/v1',
        command: process.execPath,
        args: ['-e', 'console.log("s3cr3t-token")'],
      },
    };
    const { open, warnings } = await liveCluster({ user });
    await open().list(SERVICE, {});
    expect(warnings[0]).toBe(
      'no credentials from the kubeconfig: what the credential plugin printed is no JSON',
    );
  });

  test('that are not installed are named to the operator', async () => {
    const exec = { apiVersion: 'client.authentication.k8s.io/v1', command: 'no-such-login-helper' };
    const { open, warnings } = await liveCluster({ user: { exec } });
    await open().list(SERVICE, {});
    expect(warnings[0]).toContain('there is no command no-such-login-helper');
  });
});

describe('a 401', () => {
  test('reads a token file again, and costs one more call', async () => {
    const tokenFile = join(await temporaryFolder(), 'token');
    await writeFile(tokenFile, 'one\n');
    const { double, open } = await liveCluster({
      users: [{ name: 'pod', tokens: ['one'] }],
      user: { tokenFile },
    });
    await open().resources();
    double.users = [{ name: 'pod', tokens: ['two'] }];
    await writeFile(tokenFile, 'two\n');
    const reader = open();
    expect(await reader.list(SERVICE, {})).toMatchObject({ state: 'listed' });
    expect(reader.report().requests).toBe(2);
  });

  test('reads the kubeconfig again', async () => {
    const kubeconfig = join(await temporaryFolder(), 'config');
    const write = (token: string, server: string) =>
      writeFile(
        kubeconfig,
        JSON.stringify({
          clusters: [{ name: 'c', cluster: { server } }],
          users: [{ name: 'u', user: { token } }],
          contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
          'current-context': 'x',
        }),
      );
    const first = await liveCluster({ users: [{ name: 'jane', tokens: ['one'] }] });
    await write('one', first.double.url);
    const { open } = await liveCluster({ connect: { kubeconfig } });
    await open().resources();
    first.double.users = [{ name: 'jane', tokens: ['two'] }];
    await write('two', first.double.url);
    expect(await open().list(SERVICE, {})).toMatchObject({ state: 'listed' });
  });

  test('that comes again is final: two calls, no token in the words', async () => {
    const { double, open } = await liveCluster({
      users: [{ name: 'jane', tokens: ['secret-one'] }],
      user: { token: 'secret-one' },
    });
    await open().resources();
    double.users = [{ name: 'jane', tokens: [] }];
    const reader = open();
    const result = await reader.list(SERVICE, {});
    expect(result).toMatchObject({ state: 'unavailable', cause: 'unauthenticated' });
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(reader.report().requests).toBe(2);
  });
});

describe('who the cluster sees', () => {
  test('each group to act as is a header of its own', async () => {
    const { double, open } = await liveCluster({
      users: [{ name: 'jane', tokens: ['one'] }],
      user: { token: 'one', as: 'tester', 'as-groups': ['dev', 'ops'] },
    });
    await open().list(SERVICE, {});
    expect(double.requestsFor('services')).toMatchObject([{ user: 'tester', groups: ['dev', 'ops'] }]);
  });

  test('user name and password', async () => {
    const { double, open } = await liveCluster({
      users: [{ name: 'jane', password: 'hunter2' }],
      user: { username: 'jane', password: 'hunter2' },
    });
    await open().list(SERVICE, {});
    expect(double.requestsFor('services')).toMatchObject([{ user: 'jane', authenticatedBy: 'password' }]);
  });

  test("a client certificate is ours; a caller's token travels without it", async () => {
    const authority = { cn: 'clients' };
    const by = selfSigned(authority);
    const ours = signedBy(by, authority, { cn: 'admin', organization: 'system:masters' });
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const { double, open } = await liveCluster({
      tls: {
        certificate: selfSigned({ cn: 'double', ipAddresses: ['127.0.0.1'] }),
        clientAuthority: by.cert,
      },
      users: [{ name: 'caller', tokens: ['caller-token'] }],
      user: { 'client-certificate-data': base64(ours.cert), 'client-key-data': base64(ours.key) },
    });
    await open().list(SERVICE, {});
    await open('caller-token').list(SERVICE, {});
    await open().list(SERVICE, {});
    const [first, second, third] = double.requestsFor('services');
    expect(first).toMatchObject({ user: 'admin', groups: ['system:masters'], certificate: 'admin' });
    expect(second).toMatchObject({ user: 'caller', authenticatedBy: 'token' });
    expect(second).not.toHaveProperty('certificate');
    expect(third).toMatchObject({ user: 'admin', certificate: 'admin' });
  });

  test("a caller's token goes without our token, groups and impersonation", async () => {
    const { double, open } = await liveCluster({
      users: [
        { name: 'us', tokens: ['ours'] },
        { name: 'caller', tokens: ['theirs'] },
      ],
      user: { token: 'ours', as: 'boss', 'as-groups': ['dev'] },
    });
    await open('theirs').list(SERVICE, {});
    expect(double.requestsFor('services')).toMatchObject([{ user: 'caller', groups: [] }]);
    expect(double.requestsFor('services')[0]?.headers).not.toHaveProperty('impersonate-user');
  });

  test('a refused token of a caller is not tried again with ours', async () => {
    const { double, open } = await liveCluster({
      users: [{ name: 'us', tokens: ['ours'] }],
      user: { token: 'ours' },
    });
    const reader = open('wrong');
    expect(await reader.list(SERVICE, {})).toMatchObject({ cause: 'unauthenticated' });
    expect(double.requestsFor('services')).toHaveLength(1);
    expect(double.requestsFor('services')[0]).not.toHaveProperty('user');
  });

  test('a token with a line break in it is refused here', async () => {
    const { double, open } = await liveCluster();
    expect(await open('a\r\nImpersonate-User: admin').list(SERVICE, {})).toMatchObject({
      state: 'unavailable',
      cause: 'unauthenticated',
    });
    expect(await open('').list(SERVICE, {})).toMatchObject({ cause: 'unauthenticated' });
    expect(double.requestsFor('services')).toEqual([]);
  });
});
