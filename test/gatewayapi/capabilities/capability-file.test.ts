import { describe, expect, test } from 'vitest';
import { supports } from '../../../src/gatewayapi/capabilities/capabilities.ts';
import {
  capabilitiesInFile,
  readCapabilityFile,
} from '../../../src/gatewayapi/capabilities/capability-file.ts';
import { reportedFeatures } from '../../../src/gatewayapi/capabilities/reported-features.ts';

const CONTENTS = {
  controllers: {
    'example.com/one': {
      features: ['HTTPRoute', 'ReferenceGrant'],
      protocols: { 'example.com/quic': [{ kind: 'HTTPRoute' }] },
      backendKinds: [{ group: 'example.com', kind: 'Bucket' }, { kind: 'Pod' }],
      addressTypes: ['example.com/pool'],
    },
    '*': { features: ['HTTPRoute'] },
  },
};

describe('a capability file', () => {
  test('says what each controller can do; the star stands for those that it does not name', () => {
    const { file, problem } = readCapabilityFile(CONTENTS) as never as {
      file: Parameters<typeof capabilitiesInFile>[0];
      problem: undefined;
    };
    expect(problem).toBeUndefined();
    expect(capabilitiesInFile(file, 'example.com/one')).toEqual({
      features: new Set(['HTTPRoute', 'ReferenceGrant']),
      protocols: { 'example.com/quic': [{ group: 'gateway.networking.k8s.io', kind: 'HTTPRoute' }] },
      backendKinds: [
        { group: 'example.com', kind: 'Bucket' },
        { group: '', kind: 'Pod' },
      ],
      addressTypes: ['example.com/pool'],
    });
    expect(capabilitiesInFile(file, 'example.com/other')?.features).toEqual(new Set(['HTTPRoute']));
    expect(capabilitiesInFile(file, undefined)?.features).toEqual(new Set(['HTTPRoute']));
  });

  test.for([
    [undefined, 'the file has to be an object'],
    [{ controller: {} }, 'unknown field controller'],
    [{ controllers: { a: { feature: [] } } }, 'controllers["a"] has the unknown field feature'],
    [
      { controllers: { a: { features: 'HTTPRoute' } } },
      'controllers["a"].features has to be a list of strings',
    ],
    [{ controllers: { a: { features: [1] } } }, 'list of strings'],
    [{ controllers: { a: { backendKinds: [{ group: 'x' }] } } }, 'backendKinds[0].kind'],
    [{ controllers: { a: { protocols: { x: {} } } } }, 'protocols.x has to be a list'],
  ] as const)('%j is refused: %s', ([contents, problem]) => {
    expect(readCapabilityFile(contents).problem).toContain(problem);
  });
});

describe('features of a class', () => {
  const gatewayClass = (supportedFeatures: readonly unknown[]) =>
    ({
      apiVersion: 'v1',
      kind: 'GatewayClass',
      metadata: { name: 'a' },
      status: { supportedFeatures },
    }) as never;

  test('are read as objects and, of older releases, as strings', () => {
    expect(reportedFeatures(gatewayClass([{ name: 'TLSRoute' }, 'HTTPRoute', 7]))).toEqual(
      new Set(['TLSRoute', 'HTTPRoute']),
    );
  });

  test('that nobody reports are all supported', () => {
    expect(reportedFeatures(gatewayClass([]))).toBeUndefined();
    expect(supports({ features: undefined }, 'TLSRoute')).toBe(true);
    expect(supports({ features: new Set(['HTTPRoute']) }, 'TLSRoute')).toBe(false);
    expect(supports({ features: new Set(['GatewayListenerSet']) }, 'ListenerSet', 'GatewayListenerSet')).toBe(
      true,
    );
  });
});
