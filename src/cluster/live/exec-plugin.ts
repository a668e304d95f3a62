import { asList, asObject, asString, isObject, type JsonObject } from '../../kube/json.ts';

const EXEC_EXTENSION = 'client.authentication.k8s.io/exec';

/**
 * The `exec` entry of a user with KUBERNETES_EXEC_INFO in its environment. Credential plugins read their protocol
 * version and, where they ask for it, the cluster from there; client-node does not set it.
 */
export function withExecInfo(exec: JsonObject, cluster: JsonObject): JsonObject {
  const info = {
    apiVersion: asString(exec['apiVersion']) ?? 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: {
      interactive: false,
      ...(exec['provideClusterInfo'] === true ? { cluster: clusterInfo(cluster) } : {}),
    },
  };
  const env = asList(exec['env']).filter((entry) => isObject(entry));
  return { ...exec, env: [...env, { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }] };
}

function clusterInfo(cluster: JsonObject): JsonObject {
  const extension = asList(cluster['extensions']).find((entry) => asObject(entry)['name'] === EXEC_EXTENSION);
  const shared = [
    'server',
    'tls-server-name',
    'insecure-skip-tls-verify',
    'certificate-authority-data',
    'proxy-url',
  ];
  return {
    ...Object.fromEntries(shared.flatMap((field) => (cluster[field] ? [[field, cluster[field]]] : []))),
    config: asObject(extension)['extension'] ?? null,
  };
}
