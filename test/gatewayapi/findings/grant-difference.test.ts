import { describe, expect, it } from 'vitest';
import { differenceText, onlyDifference } from '../../../src/gatewayapi/findings/grant-difference.ts';
import type { JsonObject } from '../../../src/kube/json.ts';
import type { RawObject } from '../../../src/kube/raw-object.ts';

const GATEWAY_API = 'gateway.networking.k8s.io';

function grant(from: readonly JsonObject[], to: readonly JsonObject[], namespace = 'pay'): RawObject {
  return {
    apiVersion: `${GATEWAY_API}/v1`,
    kind: 'ReferenceGrant',
    metadata: { name: 'grant', namespace },
    spec: { from, to },
  };
}

const FROM = { group: GATEWAY_API, kind: 'HTTPRoute', namespace: 'shop' };
const TO = { group: '', kind: 'Service', name: 'card' };

const ENDS = {
  from: { group: GATEWAY_API, kind: 'HTTPRoute', namespace: 'shop', name: 'cart' },
  target: { group: '', kind: 'Service', namespace: 'pay', name: 'card' },
};

describe('the only difference of a grant', () => {
  it.each([
    ['its place', grant([FROM], [TO], 'shop'), 'metadata.namespace', 'shop', 'pay'],
    [
      'the kind that refers',
      grant([{ ...FROM, kind: 'GRPCRoute' }], [TO]),
      'spec.from[0].kind',
      'GRPCRoute',
      'HTTPRoute',
    ],
    [
      'the namespace that refers',
      grant([{ ...FROM, namespace: 'shpo' }], [TO]),
      'spec.from[0].namespace',
      'shpo',
      'shop',
    ],
    ['the group that refers', grant([{ ...FROM, group: '' }], [TO]), 'spec.from[0].group', '', GATEWAY_API],
    ['the group referred to', grant([FROM], [{ ...TO, group: 'core' }]), 'spec.to[0].group', 'core', ''],
    [
      'the kind referred to',
      grant([FROM], [{ ...TO, kind: 'Secret' }]),
      'spec.to[0].kind',
      'Secret',
      'Service',
    ],
    ['the name referred to', grant([FROM], [{ ...TO, name: 'cards' }]), 'spec.to[0].name', 'cards', 'card'],
  ])('is %s', (_, object, path, has, needed) => {
    expect(onlyDifference(object, ENDS)).toEqual({ path, has, needed });
  });

  it('is looked for in every pair of from and to', () => {
    const object = grant(
      [{ ...FROM, namespace: 'x', kind: 'TCPRoute' }, FROM],
      [
        { ...TO, kind: 'Secret', name: 'x' },
        { ...TO, name: 'cards' },
      ],
    );
    expect(onlyDifference(object, ENDS)?.path).toBe('spec.to[1].name');
  });

  it('is none where the grant allows the reference, also without a name', () => {
    expect(onlyDifference(grant([FROM], [TO]), ENDS)).toBeUndefined();
    expect(onlyDifference(grant([FROM], [{ ...TO, name: '' }]), ENDS)).toBeUndefined();
    expect(onlyDifference(grant([{ ...FROM, kind: 'TCPRoute' }, FROM], [TO]), ENDS)).toBeUndefined();
  });

  it('is none where there are two', () => {
    expect(
      onlyDifference(grant([{ ...FROM, kind: 'TCPRoute' }], [{ ...TO, name: 'x' }]), ENDS),
    ).toBeUndefined();
  });

  it('is none of a grant that says nothing at all', () => {
    expect(onlyDifference(grant([], []), ENDS)).toBeUndefined();
  });

  it('names an empty group', () => {
    expect(differenceText({ path: 'spec.to[0].group', has: 'core', needed: '' })).toBe(
      'its spec.to[0].group is core, the reference needs ""',
    );
  });
});
