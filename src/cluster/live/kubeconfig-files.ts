import { delimiter, join } from 'node:path';
import type { Runtime } from './runtime.ts';

/** Which files to read; one that the user named must be there, one of the usual places need not. */
export interface KubeconfigFiles {
  readonly paths: readonly string[];
  readonly mustExist: boolean;
}

/** As kubectl looks: the file that was named, else the list in KUBECONFIG, else ~/.kube/config. */
export function kubeconfigFiles(named: string | undefined, env: Runtime['env']): KubeconfigFiles {
  if (named !== undefined) return { paths: [named], mustExist: true };
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  if (listed.length > 0) return { paths: listed, mustExist: false };
  const home = env['HOME'] ?? env['USERPROFILE'];
  return { paths: home === undefined ? [] : [join(home, '.kube', 'config')], mustExist: false };
}
