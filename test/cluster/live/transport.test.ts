import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { service } from '../../support/api-objects.ts';
import { selfSigned } from '../../support/certificates.ts';
import { liveCluster } from '../../support/live-cluster.ts';

const SERVICE = { group: '', kind: 'Service' };
const onLoopback = { cn: 'double', ipAddresses: ['127.0.0.1'] };
const CART = [{ ...SERVICE, namespace: 'shop', name: 'cart' }];

describe('passing failures', () => {
  test('429 is tried again no sooner than Retry-After says', async () => {
    const { double, open, runtime } = await liveCluster();
    double.add(service('shop', 'cart'));
    double.fail({ path: /services/ }, { with: 429, times: 1, retryAfter: 7 });
    const reader = open();
    expect(await reader.getMany(CART)).toMatchObject([{ state: 'found' }]);
    expect(runtime.sleeps).toEqual([7_000]);
    expect(reader.report().requests).toBe(2);
  });

  test('without Retry-After the delays double', async () => {
    const { double, open, runtime } = await liveCluster();
    double.fail({ path: /services/ }, { with: 503, times: 3 });
    expect(await open().getMany(CART)).toEqual([{ state: 'absent' }]);
    expect(runtime.sleeps).toEqual([200, 400, 800]);
  });

  test('nobody waits for minutes: a long Retry-After ends the tries', async () => {
    const { double, open, runtime } = await liveCluster();
    double.fail({ path: /services/ }, { with: 503, retryAfter: 600 });
    const reader = open();
    expect(await reader.getMany(CART)).toMatchObject([
      {
        state: 'unavailable',
        cause: 'unreachable',
        message: 'the API server of cluster double is not ready to answer (status 503); try again later',
      },
    ]);
    expect(runtime.sleeps).toEqual([]);
    expect(reader.report().requests).toBe(1);
  });

  test('a connection that breaks off is tried again', async () => {
    const { double, open } = await liveCluster();
    double.add(service('shop', 'cart'));
    double.fail({ path: /services/ }, { with: 'reset', times: 2 });
    expect(await open().getMany(CART)).toMatchObject([{ state: 'found' }]);
  });

  test('a server that is down is unreachable, and answers again when it is back', async () => {
    const { double, open } = await liveCluster();
    await open().resources();
    const port = Number(new URL(double.url).port);
    await double.close();
    expect(await open().getMany(CART)).toMatchObject([
      {
        state: 'unavailable',
        cause: 'unreachable',
        message: 'the API server of cluster double refuses connections; check that it runs',
      },
    ]);
    await double.listen(port);
    expect(await open().getMany(CART)).toEqual([{ state: 'absent' }]);
  });

  test('a refusal is final', async () => {
    const { double, open } = await liveCluster();
    double.fail({ path: /services/ }, { with: 400 });
    const reader = open();
    expect(await reader.list(SERVICE, {})).toMatchObject({
      state: 'unavailable',
      message: 'the cluster could not list Service (status 400)',
    });
    expect(reader.report().requests).toBe(1);
  });
});

describe('what every request says', () => {
  test('who asks, and that the answer be not compressed', async () => {
    const { double, open } = await liveCluster();
    await open().getMany(CART);
    expect(double.requests.at(-1)?.headers).toMatchObject({
      'user-agent': 'gwql/0.0.0-test',
      'accept-encoding': 'identity',
      accept: 'application/json',
    });
  });

  test('a server URL may have a path', async () => {
    const { double } = await liveCluster();
    const { open } = await liveCluster({ cluster: { server: `${double.url}/k8s/clusters/c-1/` } });
    expect(await open().resources()).toMatchObject({ state: 'unavailable' });
    expect(double.requests.map(({ path }) => path).sort()).toEqual([
      '/k8s/clusters/c-1/api',
      '/k8s/clusters/c-1/apis',
    ]);
  });

  test('many requests share a few connections', async () => {
    const { double, open } = await liveCluster();
    const keys = Array.from({ length: 60 }, (_, index) => ({
      group: '',
      kind: 'ConfigMap',
      namespace: 'shop',
      name: `ca-${index}`,
    }));
    await open().getMany(keys);
    await open().getMany(keys);
    expect(double.connections).toBeLessThanOrEqual(20);
  });
});

describe('TLS', () => {
  test('a server with the certificate of the kubeconfig answers', async () => {
    const { double, open } = await liveCluster({ tls: { certificate: selfSigned(onLoopback) } });
    double.add(service('shop', 'cart'));
    expect(await open().getMany(CART)).toMatchObject([{ state: 'found' }]);
  });

  test('a certificate of another authority is not trusted, and the message says where to look', async () => {
    const other = Buffer.from(selfSigned(onLoopback).cert).toString('base64');
    const { open } = await liveCluster({
      tls: { certificate: selfSigned(onLoopback) },
      cluster: { 'certificate-authority-data': other },
    });
    expect(await open().getMany(CART)).toEqual([
      {
        state: 'unavailable',
        cause: 'unreachable',
        message:
          'the API server of cluster double has a certificate that the kubeconfig does not trust; check its certificate-authority-data',
      },
    ]);
  });

  test('a certificate for another name is not trusted, unless tls-server-name says so', async () => {
    const tls = { certificate: selfSigned({ cn: 'api', dnsNames: ['api.example.com'] }) };
    const strict = await liveCluster({ tls });
    expect(await strict.open().getMany(CART)).toMatchObject([
      { state: 'unavailable', message: expect.stringContaining('set tls-server-name') },
    ]);
    const named = await liveCluster({ tls, cluster: { 'tls-server-name': 'api.example.com' } });
    expect(await named.open().getMany(CART)).toEqual([{ state: 'absent' }]);
  });

  test('an expired certificate is named as such', async () => {
    const expired = { ...onLoopback, notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') };
    const { open } = await liveCluster({ tls: { certificate: selfSigned(expired) } });
    expect(await open().getMany(CART)).toMatchObject([
      { message: 'the API server of cluster double has a certificate that has expired' },
    ]);
  });

  test('a server without TLS behind an https URL is named as such', async () => {
    const plain = await liveCluster();
    const { open } = await liveCluster({
      cluster: { server: plain.double.url.replace('http:', 'https:') },
    });
    expect(await open().getMany(CART)).toMatchObject([
      { message: expect.stringContaining('does not speak TLS') },
    ]);
  });
});

describe('proxies', () => {
  test('an HTTP proxy of the kubeconfig is used', async () => {
    const tunnels: string[] = [];
    const proxy = createServer();
    proxy.on('connect', (request, client: Socket) => {
      tunnels.push(request.url ?? '');
      const [host, port] = (request.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on('error', () => client.destroy());
      client.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      proxy.closeAllConnections();
      proxy.close();
    });
    const { double, open } = await liveCluster({
      tls: { certificate: selfSigned(onLoopback) },
      cluster: { 'proxy-url': `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` },
    });
    expect(await open().getMany(CART)).toEqual([{ state: 'absent' }]);
    expect(tunnels[0]).toBe(new URL(double.url).host);
  });

  test('a SOCKS proxy of the kubeconfig is used', async () => {
    let tunnels = 0;
    const proxy = createTcpServer((client) => {
      client.once('data', () => {
        client.write(Buffer.from([5, 0]));
        client.once('data', (request: Buffer) => {
          tunnels += 1;
          const upstream = connect(request.readUInt16BE(request.length - 2), '127.0.0.1', () => {
            client.write(Buffer.from([5, 0, 0, 1, 127, 0, 0, 1, 0, 0]));
            upstream.pipe(client).pipe(upstream);
          });
          client.on('close', () => upstream.destroy());
          upstream.on('error', () => client.destroy());
        });
      });
      client.on('error', () => client.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      proxy.close();
    });
    const { open } = await liveCluster({
      tls: { certificate: selfSigned(onLoopback) },
      cluster: { 'proxy-url': `socks5://127.0.0.1:${(proxy.address() as AddressInfo).port}` },
    });
    expect(await open().getMany(CART)).toEqual([{ state: 'absent' }]);
    expect(tunnels).toBeGreaterThan(0);
  });
});
