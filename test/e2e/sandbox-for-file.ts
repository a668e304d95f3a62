import { afterAll, beforeAll, type TestContext } from 'vitest';
import { connectKubernetes, type KubernetesCluster } from '../../src/cluster/live/connect-kubernetes.ts';
import { readVersion } from '../../src/cluster/live/read-version.ts';
import type { ClusterReader } from '../../src/kube/cluster-reader.ts';
import { type SandboxObject, sandboxObjects } from './objects.ts';
import { openSandbox, type Sandbox } from './sandbox.ts';
import { openTarget, type Target } from './target.ts';

/** What the tests of one file share; filled before the first of them. */
export interface Scene {
  readonly target: Target;
  readonly cluster: KubernetesCluster;
  readonly sandbox: Sandbox;
  /** The objects that were made: kinds that the cluster does not serve are left out. */
  readonly objects: readonly SandboxObject[];
}

/** Connects to the target, fills a sandbox in it, and removes it after the last test of the file. */
export function sandboxForFile(): { readonly scene: () => Scene; readonly open: () => ClusterReader } {
  let target: Target | undefined;
  let cluster: KubernetesCluster | undefined;
  let sandbox: Sandbox | undefined;
  let scene: Scene | undefined;
  beforeAll(async () => {
    target = await openTarget();
    const { kubeconfig, context } = target;
    cluster = await connectKubernetes({ kubeconfig, context, userAgentVersion: 'e2e' });
    sandbox = await openSandbox(target);
    scene = { target, cluster, sandbox, objects: await fill(cluster, sandbox) };
  });
  afterAll(async () => {
    await sandbox?.remove();
    await cluster?.close();
    await target?.close();
  });
  const current = () => {
    if (scene === undefined) throw new Error('the sandbox is there once a test runs');
    return scene;
  };
  return { scene: current, open: () => current().cluster.openReader({ credentials: {} }) };
}

async function fill(cluster: KubernetesCluster, sandbox: Sandbox): Promise<readonly SandboxObject[]> {
  const reader = cluster.openReader({ credentials: {} });
  const made: SandboxObject[] = [];
  for (const object of sandboxObjects(sandbox)) {
    const { kind, namespace, name, body } = object;
    const lookup = await reader.kind(kind);
    if (lookup.state !== 'served') continue;
    const metadata = namespace === undefined ? { name } : { namespace, name };
    await sandbox.create({ apiVersion: readVersion(lookup.resource), kind: kind.kind, metadata, ...body });
    made.push(object);
  }
  return made;
}

/** Skips a test, with a message, on clusters that do not serve a kind. */
export function need(kinds: readonly string[], { objects }: Scene, { skip }: TestContext): void {
  const missing = kinds.find((kind) => !objects.some((object) => object.kind.kind === kind));
  if (missing !== undefined) skip(`the cluster does not serve ${missing}`);
}
