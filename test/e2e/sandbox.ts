import { randomBytes } from 'node:crypto';
import { CoreV1Api, KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import type { JsonObject } from '../../src/kube/json.ts';
import type { Target } from './target.ts';

/** Namespaces of one test file and the objects in them. */
export interface Sandbox {
  /** Ends every name that is the sandbox's. */
  readonly suffix: string;
  readonly shop: string;
  readonly backends: string;
  create(object: JsonObject): Promise<void>;
  delete(object: JsonObject): Promise<void>;
  /** Removes the namespaces with all that is in them, and what belongs to no namespace. */
  remove(): Promise<void>;
}

/** Two namespaces with names that nobody else has. */
export async function openSandbox({ kubeconfig, context }: Target): Promise<Sandbox> {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  if (context !== undefined) config.setCurrentContext(context);
  const core = config.makeApiClient(CoreV1Api);
  const objects = KubernetesObjectApi.makeApiClient(config);
  const suffix = randomBytes(4).toString('hex');
  const namespaces = { shop: `gwql-e2e-shop-${suffix}`, backends: `gwql-e2e-backends-${suffix}` };
  const clusterScoped: JsonObject[] = [];
  const remove = async () => {
    await Promise.allSettled([
      ...clusterScoped.map((object) => objects.delete(forClient(object))),
      ...Object.values(namespaces).map((name) => core.deleteNamespace({ name })),
    ]);
  };
  try {
    for (const name of Object.values(namespaces)) {
      await core.createNamespace({ body: { metadata: { name, labels: { 'gwql-e2e': suffix } } } });
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    suffix,
    ...namespaces,
    create: async (object) => {
      const { namespace } = object['metadata'] as { namespace?: string };
      if (namespace === undefined) clusterScoped.push(object);
      await objects.create(forClient(object));
    },
    delete: async (object) => {
      await objects.delete(forClient(object));
    },
    remove,
  };
}

/** client-node writes into what it is given. */
function forClient(object: JsonObject): Parameters<KubernetesObjectApi['delete']>[0] {
  return structuredClone(object) as unknown as Parameters<KubernetesObjectApi['delete']>[0];
}
