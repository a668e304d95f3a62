import { KubeConfig } from '@kubernetes/client-node';
import type { Target } from './target.ts';

/** The kubeconfig of a target, with its context chosen. */
export function loadConfig({ kubeconfig, context }: Pick<Target, 'kubeconfig' | 'context'>): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(kubeconfig);
  if (context !== undefined) config.setCurrentContext(context);
  return config;
}
