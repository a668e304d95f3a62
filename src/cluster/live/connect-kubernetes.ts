import { EXPERIMENTAL_GROUP, GATEWAY_GROUP } from '../../gatewayapi/groups.ts';
import { kindTable } from '../../generated/kind-table.ts';
import type { ConnectedCluster, Credentials, Readiness } from '../../kube/connected-cluster.ts';
import type { JsonObject } from '../../kube/json.ts';
import { AccessGate } from '../access/access-gate.ts';
import { Callers } from '../access/callers.ts';
import { StreamTransport } from '../watch/stream-transport.ts';
import { WatchCache } from '../watch/watch-cache.ts';
import { callerIdentity } from './caller-identity.ts';
import { DirectReader } from './direct-reader.ts';
import { Discovery } from './discovery.ts';
import { DispatcherSlot } from './dispatcher-slot.ts';
import { impersonatingIdentity } from './impersonating-identity.ts';
import { type ClusterAccess, type KubeconfigSource, loadKubeconfig } from './kubeconfig.ts';
import { KubeconfigIdentity } from './kubeconfig-identity.ts';
import { readCrds } from './read-crds.ts';
import { type Runtime, systemRuntime } from './runtime.ts';
import { Transport } from './transport.ts';
import { withoutRepeats } from './without-repeats.ts';

const READINESS_TIMEOUT_MS = 3_000;
/** Each watch keeps a connection for itself; there are about twenty kinds to watch. */
const MAX_WATCHES = 100;

export type CacheMode = 'shared' | 'off';

/**
 * Whose rights count. `own`: the kubeconfig's user's, unless a caller brings a token, who is then never answered from
 * memory. `callers`: those of callers alone; who brings no credentials is answered nothing.
 */
export type Rights = 'own' | 'callers';

export interface ConnectOptions extends KubeconfigSource {
  /** @default the context's name, or `in-cluster` */
  readonly name?: string | undefined;
  /** The version of gwql, for the User-Agent. */
  readonly userAgentVersion: string;
  /** `shared`: hold what is read often in memory, and let watches keep it right. @default off */
  readonly cache?: CacheMode | undefined;
  /** @default own */
  readonly rights?: Rights | undefined;
  /** What the operator should know; may name files and commands, never credentials. @default dropped */
  readonly onWarning?: ((message: string) => void) | undefined;
}

export interface KubernetesCluster extends ConnectedCluster {
  /** Raw CRDs of the named groups (default: Gateway API's); [] and a warning where they may not be read. */
  crds(groups?: readonly string[]): Promise<readonly JsonObject[]>;
}

/**
 * Connects to the cluster of a kubeconfig's context or of this pod, and waits for nothing: a cluster that is down
 * answers `unavailable` until it is up. Rejects with a KubeconfigError where the kubeconfig cannot be used.
 */
export async function connectKubernetes(
  options: ConnectOptions,
  runtime: Runtime = systemRuntime(),
): Promise<KubernetesCluster> {
  const { kubeconfig, context, inCluster } = options;
  const onWarning = withoutRepeats(options.onWarning ?? (() => undefined), runtime.now);
  const source = { kubeconfig, context, inCluster };
  const access = await loadKubeconfig(source, runtime);
  const name = options.name ?? access.contextName;
  const transports = transportsOf({ options, source, access, name, runtime, onWarning });
  const { own, streams, transportFor } = transports;
  const discovery = new Discovery({ transport: own, clusterName: name, kindTable, runtime });
  const cache =
    options.cache === 'shared'
      ? new WatchCache({
          clusterName: name,
          transport: own,
          streams,
          discovery,
          runtime,
          onProblem: onWarning,
        })
      : undefined;
  cache?.start();
  const callers = new Callers({ transportFor, runtime });
  const gate =
    options.rights === 'callers'
      ? new AccessGate({ clusterName: name, callers, discovery, cache })
      : undefined;
  return {
    name,
    source: 'KUBERNETES',
    openReader: ({ credentials, signal }) => {
      if (gate !== undefined) return gate.open({ credentials, signal });
      const isOwn = credentials.bearerToken === undefined;
      if (cache !== undefined && isOwn) return cache.open(signal);
      return new DirectReader({ transport: isOwn ? own : transportFor(credentials), discovery, signal });
    },
    ...(cache === undefined ? {} : { held: () => cache.held() }),
    ...(gate === undefined ? {} : { admit: (credentials) => gate.admit(credentials) }),
    readiness: async () => cache?.readiness() ?? (await readiness(own, name)),
    crds: async (groups = [GATEWAY_GROUP, EXPERIMENTAL_GROUP]) => {
      const { crds, problem } = await readCrds(own, discovery, groups);
      if (problem !== undefined) onWarning(`cluster ${name}: ${problem}`);
      return crds;
    },
    statistics: () => ({ kinds: cache?.statistics() ?? [], reviews: callers.reviews() }),
    close: async () => {
      await Promise.all([cache?.stop(), transports.close()]);
    },
  };
}

interface TransportParts {
  readonly options: ConnectOptions;
  readonly source: KubeconfigSource;
  readonly access: ClusterAccess;
  readonly name: string;
  readonly runtime: Runtime;
  readonly onWarning: (message: string) => void;
}

interface Transports {
  readonly own: Transport;
  /** As `own`, for lists and watches of the cache. */
  readonly streams: StreamTransport;
  /** As a caller: with a token of his own, or as ourselves in his name. */
  readonly transportFor: (credentials: Credentials) => Transport;
  readonly close: () => Promise<void>;
}

/** Callers have connections apart from ours, which may present the kubeconfig's client certificate. */
function transportsOf({ options, source, access, name, runtime, onWarning }: TransportParts): Transports {
  const connections = { own: new DispatcherSlot(), callers: new DispatcherSlot() };
  const watchConnections = new DispatcherSlot({ connections: MAX_WATCHES });
  const identityOf = (user: 'own' | 'anonymous') =>
    new KubeconfigIdentity({ source, access, user, runtime, onWarning });
  const anonymous = identityOf('anonymous');
  const shared = {
    server: access.server,
    clusterName: name,
    userAgent: `gwql/${options.userAgentVersion}`,
    runtime,
  };
  const own = { ...shared, identity: identityOf('own'), connections: connections.own };
  return {
    own: new Transport(own),
    streams: new StreamTransport({ ...own, watchConnections }),
    transportFor: ({ bearerToken, impersonation }) =>
      bearerToken === undefined && impersonation !== undefined
        ? new Transport({ ...own, identity: impersonatingIdentity(own.identity, impersonation) })
        : new Transport({
            ...shared,
            identity: callerIdentity(anonymous, bearerToken ?? ''),
            connections: connections.callers,
          }),
    close: async () => {
      await Promise.all([connections.own, connections.callers, watchConnections].map((slot) => slot.close()));
    },
  };
}

/** `/readyz` says more than `/version`, but some clusters keep it from users. */
async function readiness(transport: Transport, name: string): Promise<Readiness> {
  const signal = AbortSignal.timeout(READINESS_TIMEOUT_MS);
  for (const path of ['/readyz', '/version']) {
    const answer = await transport.get(path, { attempts: 1, signal });
    if (signal.aborted) {
      return { ready: false, reason: `the API server of cluster ${name} did not answer within 3 s` };
    }
    if (answer.state === 'unavailable') return { ready: false, reason: answer.message };
    if (answer.status === 200) return { ready: true };
  }
  return { ready: false, reason: `the API server of cluster ${name} does not say that it is ready` };
}
