import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers } from '../../../src/gatewayapi/hostname.ts';
import { overlappingTls } from '../../../src/gatewayapi/listeners/overlapping-tls.ts';
import { listener } from './build-listener.ts';

interface Given {
  readonly hostname: string;
  readonly port?: number;
  readonly protocol?: string;
  readonly names?: readonly string[];
}

function overlaps(given: readonly Given[]) {
  const listeners = given.map(({ hostname, port = 443, protocol = 'HTTPS', names = [] }) => ({
    listener: listener({ hostname, port, protocol }),
    certificateNames: names,
  }));
  const found = overlappingTls(listeners);
  return listeners.map((each) => found.get(each.listener) ?? null);
}

const BY_NAME = 'OverlappingHostnames';
const BY_CERTIFICATE = 'OverlappingCertificates';

describe('TLS listeners of one port', () => {
  test('overlap when a wildcard of one covers the other, which both are told', () => {
    expect(
      overlaps([
        { hostname: 'foo.example.com' },
        { hostname: 'foo.example.org' },
        { hostname: '*.example.com' },
      ]),
    ).toEqual([BY_NAME, null, BY_NAME]);
  });

  test('overlap with one that has no hostname', () => {
    expect(overlaps([{ hostname: '' }, { hostname: 'a.com' }])).toEqual([BY_NAME, BY_NAME]);
  });

  test('do not overlap at the name above a wildcard', () => {
    expect(overlaps([{ hostname: '*.example.com' }, { hostname: 'example.com' }])).toEqual([null, null]);
  });

  test('overlap by their certificates, which is the graver reason', () => {
    expect(
      overlaps([
        { hostname: 'a.example.com', names: ['*.example.com'] },
        { hostname: 'b.example.com', names: ['b.example.com'] },
        { hostname: '*.example.com', names: ['example.org'] },
      ]),
    ).toEqual([BY_CERTIFICATE, BY_CERTIFICATE, BY_NAME]);
  });

  test('do not overlap with themselves', () => {
    expect(overlaps([{ hostname: 'a.com', names: ['a.com', '*.com'] }, { hostname: 'b.org' }])).toEqual([
      null,
      null,
    ]);
  });

  test('are alone on other ports, and beside plain HTTP', () => {
    expect(overlaps([{ hostname: 'a.com' }, { hostname: 'a.com', port: 8443 }])).toEqual([null, null]);
    expect(overlaps([{ hostname: '' }, { hostname: '', protocol: 'HTTP' }])).toEqual([null, null]);
  });

  test('overlap exactly where two of them admit one name', () => {
    const label = fc.constantFrom('a', 'b');
    const name = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'));
    const hostname = fc.oneof(
      name,
      name.map((host) => `*.${host}`),
      fc.constant(''),
    );
    fc.assert(
      fc.property(fc.array(hostname, { maxLength: 6 }), (hostnames) => {
        const expected = hostnames.map((own, position) =>
          hostnames.some((other, at) => at !== position && (covers(own, other) || covers(other, own)))
            ? BY_NAME
            : null,
        );
        expect(overlaps(hostnames.map((host) => ({ hostname: host })))).toEqual(expected);
      }),
    );
  });
});
