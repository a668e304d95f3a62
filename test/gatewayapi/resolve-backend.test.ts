import { describe, expect, it } from 'vitest';
import { makeReference, type Reference } from '../../src/gatewayapi/reference.ts';
import { resolveReference } from '../../src/gatewayapi/resolve-reference.ts';
import type { GroupKind } from '../../src/kube/object-key.ts';
import type { RawObject } from '../../src/kube/raw-object.ts';
import { runRule } from '../../src/loaders/run-rule.ts';
import { FactsInMemory } from '../support/answer-facts.ts';

const SERVICE: GroupKind = { group: '', kind: 'Service' };

function backend(target: GroupKind, namespace: string, port?: number): Reference {
  return makeReference({
    position: 'backend',
    from: { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', namespace: 'shop', name: 'r' },
    owner: undefined,
    path: () => 'spec.rules[0].backendRefs[0]',
    target: { ...target, name: 'x' },
    namespace,
    port,
    sectionName: undefined,
  });
}

function service(spec: object): RawObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'x', namespace: 'shop' }, spec } as RawObject;
}

describe('a backend', () => {
  it.each([
    ['multicluster.x-k8s.io', 'ServiceImport'],
    ['inference.networking.k8s.io', 'InferencePool'],
    ['gateway.networking.x-k8s.io', 'XBackend'],
    ['example.com', 'Widget'],
  ])(
    'of kind %s/%s is of an invalid kind where the cluster lacks it, before any grant is asked for',
    (group, kind) => {
      const facts = new FactsInMemory([], { notServed: [`${group}/${kind}`] });
      const resolution = runRule(resolveReference(backend({ group, kind }, 'other')), facts);
      expect(resolution).toMatchObject({ reason: 'InvalidKind' });
      expect(facts.asked.map(({ fact }) => fact)).toEqual(['kind']);
    },
  );

  it('of which nobody could read the grants is unknown, and forbidden where the caller may not', () => {
    const ask = (answer: { state: 'unavailable' | 'forbidden' }) =>
      runRule(
        resolveReference(backend(SERVICE, 'other', 80)),
        new FactsInMemory([], {
          list: () => ({ message: 'timed out', cause: 'unreachable', ...answer }),
        }),
      );
    expect(ask({ state: 'unavailable' })).toMatchObject({ reason: 'Unknown' });
    expect(ask({ state: 'forbidden' })).toMatchObject({ reason: 'Forbidden' });
  });

  it('whose Service could not be read is unknown, never missing', () => {
    const facts = new FactsInMemory([], {
      object: () => ({ state: 'unavailable', message: 'timed out', cause: 'unreachable' }),
    });
    const resolution = runRule(resolveReference(backend(SERVICE, 'shop', 80)), facts);
    expect(resolution).toMatchObject({ reason: 'Unknown', message: expect.stringContaining('timed out') });
  });

  it('resolves with a note where BackendTLSPolicies cannot be read, unless the answer depends on them', () => {
    const ask = (appProtocol: string) =>
      runRule(
        resolveReference(backend(SERVICE, 'shop', 80)),
        new FactsInMemory([service({ ports: [{ port: 80, appProtocol }] })], {
          list: () => ({ state: 'forbidden', message: 'no' }),
        }),
      );
    expect(ask('http')).toMatchObject({
      reason: 'ResolvedRefs',
      warnings: [{ code: 'BACKEND_TLS_NOT_CHECKED' }],
    });
    expect(ask('kubernetes.io/wss')).toMatchObject({ reason: 'Forbidden' });
  });

  it('with a port of another protocol names the protocols there are', () => {
    const facts = new FactsInMemory([service({ ports: [{ port: 80, protocol: 'UDP' }] })]);
    expect(runRule(resolveReference(backend(SERVICE, 'shop', 80)), facts)).toMatchObject({
      reason: 'BackendNotFound',
      message: 'Service shop/x has no TCP port 80; it has 80/UDP',
    });
  });
});
