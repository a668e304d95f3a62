import { randomBytes } from 'node:crypto';
import { ApiException, CoreV1Api, KubernetesObjectApi } from '@kubernetes/client-node';
import { asObject, type JsonObject } from '../../src/kube/json.ts';
import { loadConfig } from './load-config.ts';
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
export async function openSandbox(target: Target): Promise<Sandbox> {
  const config = loadConfig(target);
  const core = config.makeApiClient(CoreV1Api);
  const objects = KubernetesObjectApi.makeApiClient(config);
  const suffix = randomBytes(4).toString('hex');
  const namespaces = { shop: `gwql-e2e-shop-${suffix}`, backends: `gwql-e2e-backends-${suffix}` };
  const clusterScoped: JsonObject[] = [];
  const remove = async () => {
    const results = await Promise.allSettled([
      ...clusterScoped.map((object) => objects.delete(forClient(object))),
      ...Object.values(namespaces).map((name) => core.deleteNamespace({ name })),
    ]);
    const failures = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    const left = failures.filter((error) => !(error instanceof ApiException && error.code === 404));
    if (left.length > 0)
      throw new AggregateError(left, `not all with the label gwql-e2e=${suffix} was removed`);
  };
  try {
    for (const name of Object.values(namespaces)) {
      await core.createNamespace({ body: { metadata: { name, labels: { 'gwql-e2e': suffix } } } });
    }
  } catch (error) {
    await remove().catch(() => undefined);
    throw error;
  }
  return {
    suffix,
    ...namespaces,
    create: async (object) => {
      const metadata = asObject(object['metadata']);
      if (metadata['namespace'] === undefined) clusterScoped.push(object);
      const labels = { ...asObject(metadata['labels']), 'gwql-e2e': suffix };
      await objects.create(forClient({ ...object, metadata: { ...metadata, labels } }));
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
