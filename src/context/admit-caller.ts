import { unauthenticated } from '../errors.ts';
import { type CallerCredentials, type ConnectedCluster, credentialsFor } from '../kube/connected-cluster.ts';
import type { MaybePromise } from '../kube/maybe-promise.ts';

/**
 * Waits until the default cluster has said who the caller is. Throws where it does not know him. Whoever brings
 * credentials for other clusters only is told by the fields that need more.
 */
export function admitCaller(
  [cluster]: readonly ConnectedCluster[],
  caller: CallerCredentials,
): MaybePromise<void> {
  if (cluster?.admit === undefined) return undefined;
  const credentials = credentialsFor(caller, cluster.name, true);
  if (Object.keys(credentials).length === 0) return undefined;
  return cluster.admit(credentials).then((admission) => {
    if (!admission.admitted) throw unauthenticated(admission.reason);
  });
}
