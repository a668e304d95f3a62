import { isObject, type Json } from '../../kube/json.ts';

const FILE_NAME = /(?:^|[\\/])kustomization\.ya?ml$/;

/** Whether a document tells kustomize what to build. It is for no cluster, and nothing is wrong with that. */
export function isForKustomize(value: Json, file: string): boolean {
  if (!isObject(value)) return false;
  const { apiVersion, kind } = value;
  if (typeof apiVersion === 'string') return apiVersion.startsWith('kustomize.config.k8s.io/');
  return kind === undefined && FILE_NAME.test(file);
}
