import { expect, test } from 'vitest';
import { ConfigError } from '../../src/config/config-error.ts';
import type { Environment, GivenOptions } from '../../src/config/option-reader.ts';
import { readServeConfig } from '../../src/config/serve-config.ts';

const IN_POD = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };
const TLS = { tlsCert: 'tls.crt', tlsKey: 'tls.key' };

function problems(given: GivenOptions, env: Environment = {}): readonly string[] {
  try {
    readServeConfig(given, env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test('callers bring tokens in a pod, and on a machine of one’s own nobody has to', () => {
  expect(readServeConfig({ host: '0.0.0.0' }, IN_POD).auth).toBe('token');
  expect(readServeConfig({ kubeconfig: 'kube.yaml' }, {}).auth).toBe('none');
  expect(readServeConfig({ kubeconfig: 'kube.yaml' }, IN_POD).auth).toBe('none');
  expect(readServeConfig({ manifests: ['shop'] }, IN_POD).auth).toBe('none');
  expect(readServeConfig({ kubeconfig: 'kube.yaml', auth: 'token' }, {}).auth).toBe('token');
});

test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('--auth none is for loopback: %s', (host) => {
  expect(problems({ kubeconfig: 'kube.yaml', host })).toEqual([]);
});

test.each(['0.0.0.0', '::', '10.0.0.7', 'gwql.example.com', '127.0.0.1.example.com'])(
  '--auth none is for nothing beyond loopback: %s',
  (host) => {
    const problem = `--auth none on ${host} would lend the rights of the kubeconfig to whoever reaches that address. Use --auth token, for callers with tokens of their own, or --host 127.0.0.1.`;
    expect(problems({ kubeconfig: 'kube.yaml', host })).toEqual([problem]);
    expect(problems({ auth: 'none', host }, IN_POD)).toEqual([problem]);
    expect(problems({ kubeconfig: 'kube.yaml', host, auth: 'token' })).toEqual([]);
    // nobody's rights are needed for files
    expect(problems({ manifests: ['shop'], host })).toEqual([]);
  },
);

test('--auth impersonate does not start without an authority for the certificate of its proxy', () => {
  const given = { kubeconfig: 'kube.yaml', auth: 'impersonate' };
  const problem =
    '--auth impersonate needs --tls-client-ca: only a proxy with a certificate of that authority is believed.';
  expect(problems(given)).toEqual([problem]);
  expect(problems({ ...given, ...TLS })).toEqual([problem]);
  expect(problems({ ...given, ...TLS, tlsClientCa: 'ca.crt' })).toEqual([]);
});

test('--tls-client-ca needs a certificate to serve with', () => {
  expect(problems({ tlsClientCa: 'ca.crt' })).toEqual([
    '--tls-client-ca needs --tls-cert and --tls-key too.',
  ]);
});

test('manifests know no users', () => {
  expect(problems({ manifests: ['shop'], auth: 'token' })).toEqual([
    '--auth token needs a cluster: manifests know no users.',
  ]);
});
