import { EXPERIMENTAL_GROUP, GATEWAY_GROUP } from '../../gatewayapi/groups.ts';
import { kindTable } from '../../generated/kind-table.ts';
import type { ConnectedCluster, Readiness } from '../../kube/connected-cluster.ts';
import type { JsonObject } from '../../kube/json.ts';
import { callerIdentity } from './caller-identity.ts';
import { DirectReader } from './direct-reader.ts';
import { Discovery } from './discovery.ts';
import { DispatcherSlot } from './dispatcher-slot.ts';
import { type KubeconfigSource, loadKubeconfig } from './kubeconfig.ts';
import { KubeconfigIdentity } from './kubeconfig-identity.ts';
import { readCrds } from './read-crds.ts';
import { type Runtime, systemRuntime } from './runtime.ts';
import { Transport } from './transport.ts';
import type { Identity } from './wire.ts';

const READINESS_TIMEOUT_MS = 3_000;

export interface ConnectOptions extends KubeconfigSource {
  /** @default the context's name, or `in-cluster` */
  readonly name?: string | undefined;
  /** The version of gwql, for the User-Agent. */
  readonly userAgentVersion: string;
  /** What the operator should know; may name files and commands, never credentials. @default dropped */
  readonly onWarning?: ((message: string) => void) | undefined;
}

export interface KubernetesCluster extends ConnectedCluster {
  /** Raw CRDs of the named groups (default: Gateway API's); [] and a warning where they may not be read. */
  crds(groups?: readonly string[]): Promise<readonly JsonObject[]>;
}

/**
 * Connects to the cluster of a kubeconfig's context or of this pod. Nothing is asked yet: a cluster that is down
 * answers `unavailable` until it is up. Rejects with a KubeconfigError where the kubeconfig cannot be used.
 */
export async function connectKubernetes(
  options: ConnectOptions,
  runtime: Runtime = systemRuntime(),
): Promise<KubernetesCluster> {
  const { kubeconfig, context, inCluster, onWarning = () => undefined } = options;
  const source = { kubeconfig, context, inCluster };
  const access = await loadKubeconfig(source, runtime);
  const clusterName = options.name ?? access.contextName;
  const identityOf = (user: 'own' | 'anonymous') =>
    new KubeconfigIdentity({ source, access, user, runtime, onWarning });
  const transportFor = (identity: Identity, connections: DispatcherSlot) =>
    new Transport({
      server: access.server,
      clusterName,
      userAgent: `gwql/${options.userAgentVersion}`,
      identity,
      connections,
      runtime,
    });
  const ownConnections = new DispatcherSlot();
  // Apart from ours, which may present the kubeconfig's client certificate.
  const callerConnections = new DispatcherSlot();
  const anonymous = identityOf('anonymous');
  const own = transportFor(identityOf('own'), ownConnections);
  const discovery = new Discovery({ transport: own, clusterName, kindTable, runtime });

  return {
    name: clusterName,
    source: 'KUBERNETES',
    openReader: ({ credentials: { bearerToken }, signal }) => {
      const transport =
        bearerToken === undefined
          ? own
          : transportFor(callerIdentity(anonymous, bearerToken), callerConnections);
      return new DirectReader({ transport, discovery, signal });
    },
    readiness: () => readiness(own),
    crds: async (groups = [GATEWAY_GROUP, EXPERIMENTAL_GROUP]) => {
      const { crds, problem } = await readCrds(own, discovery, groups);
      if (problem !== undefined) onWarning(`cluster ${clusterName}: ${problem}`);
      return crds;
    },
    close: async () => {
      await Promise.all([ownConnections.close(), callerConnections.close()]);
    },
  };
}

/** `/readyz` says more than `/version`, but some clusters keep it from users. */
async function readiness(transport: Transport): Promise<Readiness> {
  const signal = AbortSignal.timeout(READINESS_TIMEOUT_MS);
  for (const path of ['/readyz', '/version']) {
    const answer = await transport.get(path, { attempts: 1, signal });
    if (answer.state === 'unavailable') return { ready: false, reason: answer.message };
    if (answer.status === 200) return { ready: true };
  }
  return { ready: false, reason: 'the API server does not say that it is ready' };
}
