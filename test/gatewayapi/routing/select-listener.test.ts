import { describe, expect, it } from 'vitest';
import { attached, listener, rule } from './build-routes.ts';
import { receivers, simulate } from './simulate-in-memory.ts';

const anything = (backend: string) => attached(backend, { rules: [rule(backend)] });

describe('listeners for HTTP', () => {
  const named = listener([anything('named')], { name: 'named', hostname: 'shop.example.com' });
  const wide = listener([anything('wide')], { name: 'wide', hostname: '*.example.com' });
  const wider = listener([anything('wider')], { name: 'wider', hostname: '*.com' });
  const rest = listener([anything('rest')], { name: 'rest' });
  const listeners = [rest, wider, wide, named];

  it.each([
    ['shop.example.com', 'named'],
    ['a.example.com', 'wide'],
    ['a.b.example.com', 'wide'],
    ['example.com', 'wider'],
    ['com', 'rest'],
    ['shop.example.org', 'rest'],
    [undefined, 'rest'],
  ])('the most specific hostname has %s: %s', (host, backend) => {
    const simulation = simulate({ listeners }, { host });
    expect(simulation.outcome).toBe('FORWARDED');
    expect(receivers(simulation)).toEqual([backend]);
    expect(simulation.listener?.name).toBe(backend);
  });

  it('case, port and a trailing dot of Host say nothing', () => {
    expect(receivers(simulate({ listeners }, { host: 'Shop.Example.COM.:8443' }))).toEqual(['named']);
    expect(receivers(simulate({ listeners }, { host: '[::1]:80' }))).toEqual(['rest']);
  });

  it('a Host that no listener is for gives 404 without a listener', () => {
    const { outcome, statusCode, listener: found } = simulate({ listeners: [named] }, { host: 'other.com' });
    expect({ outcome, statusCode, found }).toEqual({
      outcome: 'NO_LISTENER',
      statusCode: 404,
      found: undefined,
    });
  });

  it('the apex is not under its wildcard', () => {
    expect(simulate({ listeners: [wide] }, { host: 'example.com' }).outcome).toBe('NO_LISTENER');
  });

  it('a client that dials the address reaches only listeners and routes without hostname', () => {
    expect(simulate({ listeners: [named, wide] }).outcome).toBe('NO_LISTENER');
    const hosts = attached('hosts', { hostnames: ['shop.example.com'], rules: [rule('hosts')] });
    expect(simulate({ listeners: [listener([hosts])] }).outcome).toBe('NO_ROUTE');
  });

  it('a listener of a more specific hostname keeps the others from answering (isolation)', () => {
    const empty = listener([], { name: 'empty', hostname: 'abc.foo.example.com' });
    const foo = listener([anything('foo')], { name: 'foo', hostname: '*.foo.example.com' });
    const {
      outcome,
      statusCode,
      listener: found,
    } = simulate({ listeners: [...listeners, foo, empty] }, { host: 'abc.foo.example.com' });
    expect({ outcome, statusCode, name: found?.name }).toEqual({
      outcome: 'NO_ROUTE',
      statusCode: 404,
      name: 'empty',
    });
  });

  it('an unused port refuses the connection', () => {
    const { outcome, statusCode } = simulate({ listeners, port: 8080 });
    expect({ outcome, statusCode }).toEqual({ outcome: 'NO_LISTENER', statusCode: undefined });
  });

  it('a listener of another protocol is none', () => {
    const https = listener([anything('https')], { protocol: 'HTTPS', port: 80 });
    expect(simulate({ listeners: [https], port: 80 }).outcome).toBe('NO_LISTENER');
  });
});

describe('the port that is dialled', () => {
  const on = (port: number, protocol: string) =>
    listener([anything(`${protocol}${port}`)], { name: `${protocol}${port}`, port, protocol });

  it('is the well-known one when a listener of the protocol has it', () => {
    expect(receivers(simulate({ listeners: [on(8080, 'HTTP'), on(80, 'HTTP')] }))).toEqual(['HTTP80']);
    expect(
      receivers(simulate({ listeners: [on(8443, 'HTTPS'), on(443, 'HTTPS')] }, { scheme: 'HTTPS' })),
    ).toEqual(['HTTPS443']);
  });

  it('is that of the first listener of the protocol otherwise', () => {
    const listeners = [on(443, 'HTTPS'), on(8080, 'HTTP'), on(8081, 'HTTP')];
    expect(receivers(simulate({ listeners }))).toEqual(['HTTP8080']);
  });

  it('is 443 for gRPC with SNI, 80 without', () => {
    const grpc = (name: string) => attached(name, { kind: 'GRPCRoute', rules: [rule(name)] });
    const listeners = [
      listener([grpc('clear')], { port: 80 }),
      listener([grpc('secure')], { name: 'https', port: 443, protocol: 'HTTPS' }),
    ];
    expect(receivers(simulate({ listeners }, { scheme: 'GRPC', path: '/a.B/C' }))).toEqual(['clear']);
    expect(receivers(simulate({ listeners }, { scheme: 'GRPC', path: '/a.B/C', sni: 'x.org' }))).toEqual([
      'secure',
    ]);
  });
});

describe('listeners for HTTPS', () => {
  const https = (name: string, hostname?: string) =>
    listener([anything(name)], { name, port: 443, protocol: 'HTTPS', hostname });
  const only = attached('only', { hostnames: ['example.org'], rules: [rule('none')] });
  const listeners = [
    listener([only], { name: 'none', port: 443, protocol: 'HTTPS' }),
    https('second', 'second-example.org'),
    https('wildcard', '*.wildcard.org'),
    https('fourth', 'fourth-example.wildcard.org'),
  ];

  it.each([
    ['example.org', 'example.org', 200],
    ['example.org', 'second-example.org', 421],
    ['example.org', 'unknown-example.org', 404],
    ['second-example.org', 'second-example.org', 200],
    ['second-example.org', 'example.org', 421],
    ['second-example.org', 'unknown-example.org', 421],
    ['third.wildcard.org', 'fifth.wildcard.org', 200],
    ['third.wildcard.org', 'fourth-example.wildcard.org', 421],
    ['fourth-example.wildcard.org', 'fifth.wildcard.org', 421],
    ['unknown-example.org', 'example.org', 200],
    ['unknown-example.org', 'unknown-example.org', 404],
  ])('SNI %s with Host %s: %i', (sni, host, status) => {
    const { outcome, statusCode } = simulate({ listeners }, { scheme: 'HTTPS', sni, host });
    const expected = {
      200: ['FORWARDED', undefined],
      404: ['NO_ROUTE', 404],
      421: ['MISDIRECTED', 421],
    }[status];
    expect([outcome, statusCode]).toEqual(expected);
  });

  it('SNI that no listener is for ends the connection', () => {
    const { outcome, statusCode } = simulate(
      { listeners: [https('second', 'second-example.org')] },
      { scheme: 'HTTPS', host: 'other.org' },
    );
    expect({ outcome, statusCode }).toEqual({ outcome: 'NO_LISTENER', statusCode: undefined });
  });

  it('Host that no listener is for gives 404', () => {
    const { outcome, statusCode } = simulate(
      { listeners: [https('second', 'second-example.org')] },
      { scheme: 'HTTPS', sni: 'second-example.org', host: 'other.org' },
    );
    expect({ outcome, statusCode }).toEqual({ outcome: 'NO_LISTENER', statusCode: 404 });
  });
});

describe('the message', () => {
  const message = (...given: Parameters<typeof simulate>) => simulate(...given).message;

  it('says who did not take the request', () => {
    const named = listener([anything('app')], { name: 'named', hostname: 'a.com' });
    expect(message({ listeners: [named] }, { host: 'b.com' })).toBe(
      'no listener on port 80 is for host b.com',
    );
    expect(message({ listeners: [named] })).toBe(
      'no listener on port 80 is for requests without a host name',
    );
    expect(message({ listeners: [named], port: 81 })).toBe('there is no listener for HTTP on port 81');
    expect(message({ listeners: [] }, { scheme: 'UDP' })).toBe('there is no listener for UDP');
  });

  it('says which listener has no route for it', () => {
    const hosts = attached('r', { hostnames: ['a.com'], rules: [rule('app')] });
    expect(message({ listeners: [listener([hosts])] }, { host: 'b.com' })).toBe(
      'no route on listener http (port 80) matches',
    );
    expect(message({ listeners: [listener([])] })).toBe('listener http (port 80) has no routes');
    const https = listener([], { name: 'https', port: 443, protocol: 'HTTPS' });
    expect(message({ listeners: [https] }, { scheme: 'TLS', sni: 'a.com' })).toBe(
      'listener https expects HTTPS, not bare TLS',
    );
  });

  it('says between which listeners a request got lost', () => {
    const https = (name: string, hostname: string) =>
      listener([], { name, port: 443, protocol: 'HTTPS', hostname });
    const listeners = [https('one', 'a.com'), https('two', 'b.com')];
    expect(message({ listeners }, { scheme: 'HTTPS', sni: 'a.com', host: 'b.com' })).toBe(
      'SNI a.com selects listener one, host b.com belongs to listener two',
    );
    expect(message({ listeners }, { scheme: 'HTTPS', sni: 'c.com' })).toBe(
      'no listener on port 443 is for SNI c.com',
    );
    expect(message({ listeners }, { scheme: 'HTTPS' })).toBe(
      'no listener on port 443 is for connections without SNI',
    );
  });
});
