import { expect, test } from 'vitest';
import { chooseSource, runsInPod } from '../../src/config/choose-source.ts';
import type { SourceConfig } from '../../src/config/source-config.ts';

function choose(given: Partial<SourceConfig>, inPod = false) {
  const nothing = { manifests: [], kubeconfig: undefined, contexts: [], crds: [], capabilities: undefined };
  return chooseSource({ ...nothing, ...given }, { inPod });
}

test('manifests go first, even in a pod', () => {
  expect(choose({ manifests: ['a', 'b'] }, true)).toEqual({
    choice: { kind: 'manifests', paths: ['a', 'b'] },
    warnings: [],
  });
});

test('manifests beside a kubeconfig win with a warning', () => {
  const { choice, warnings } = choose({ manifests: ['a'], kubeconfig: 'k' });
  expect(choice.kind).toBe('manifests');
  expect(warnings).toHaveLength(1);
});

test('a kubeconfig or a context asks for a cluster, even in a pod', () => {
  expect(choose({ kubeconfig: 'k' }, true).choice).toEqual({
    kind: 'kubernetes',
    kubeconfig: 'k',
    contexts: [],
  });
  expect(choose({ contexts: ['east', 'west', 'east'] }).choice).toEqual({
    kind: 'kubernetes',
    kubeconfig: undefined,
    contexts: ['east', 'west'],
  });
});

test('a pod reads its own cluster, everything else the demo', () => {
  expect(choose({}, true).choice).toEqual({ kind: 'inCluster' });
  expect(choose({}).choice).toEqual({ kind: 'demo' });
});

test('a kubeconfig that nobody asked for is not used', () => {
  expect(runsInPod({ KUBECONFIG: '/home/me/.kube/config' })).toBe(false);
  expect(runsInPod({ KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' })).toBe(true);
});
