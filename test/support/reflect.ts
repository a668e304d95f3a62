import { onTestFinished } from 'vitest';
import { DispatcherSlot } from '../../src/cluster/live/dispatcher-slot.ts';
import type { Runtime } from '../../src/cluster/live/runtime.ts';
import { KindObjects } from '../../src/cluster/watch/kind-objects.ts';
import { Reflector } from '../../src/cluster/watch/reflector.ts';
import type { ReflectorOptions } from '../../src/cluster/watch/reflector-options.ts';
import { StreamTransport } from '../../src/cluster/watch/stream-transport.ts';
import { TimeSlices } from '../../src/cluster/watch/time-slices.ts';
import { WatchListSupport } from '../../src/cluster/watch/watch-list-support.ts';
import type { ServedResource } from '../../src/kube/cluster-reader.ts';
import type { ApiServerDouble } from './api-server-double/api-server-double.ts';
import type { ApiServerDoubleOptions } from './api-server-double/double-options.ts';
import { startDouble } from './live-cluster.ts';
import { type ManualRuntime, manualRuntime } from './manual-runtime.ts';
import { until } from './until.ts';

export const HTTP_ROUTES: ServedResource = {
  group: 'gateway.networking.k8s.io',
  kind: 'HTTPRoute',
  plural: 'httproutes',
  namespaced: true,
  versions: ['v1'],
  synced: false,
};

/** A transport to a double, past kubeconfigs and credentials. */
export function transportTo({ url }: Pick<ApiServerDouble, 'url'>, runtime: Runtime): StreamTransport {
  const connections = new DispatcherSlot();
  const watchConnections = new DispatcherSlot({ connections: 100 });
  onTestFinished(async () => {
    await Promise.all([connections.close(), watchConnections.close()]);
  });
  const wire = { tls: {}, headers: {}, proxyUrl: undefined, socks: async () => undefined };
  return new StreamTransport({
    server: url,
    clusterName: 'double',
    userAgent: 'gwql/test',
    identity: { wire: async () => wire, renew: async () => undefined },
    connections,
    watchConnections,
    runtime,
  });
}

export interface Reflected {
  readonly double: ApiServerDouble;
  readonly runtime: ManualRuntime;
  readonly reflector: Reflector;
  readonly objects: KindObjects;
  /** Names that are held, in order, with their namespaces. */
  names(): readonly string[];
  /** Lists and watches of the kind that the server got. */
  lists(): number;
  watches(): number;
  /** Waits for the first list and the watch behind it. */
  synced(): Promise<void>;
}

type ReflectOptions = ApiServerDoubleOptions &
  Partial<Pick<ReflectorOptions, 'sink' | 'onAbsent' | 'resource'>> & {
    /** @default the server is known to have none: lists come in pages */
    readonly watchList?: WatchListSupport;
  };

/** A double, and a reflector of its HTTPRoutes that nobody has started yet. */
export async function reflect({
  sink,
  onAbsent,
  resource,
  watchList,
  ...options
}: ReflectOptions = {}): Promise<Reflected> {
  const double = await startDouble(options);
  const runtime = manualRuntime();
  const objects = new KindObjects(() => undefined);
  const reflected = resource ?? HTTP_ROUTES;
  const reflector = new Reflector({
    resource: reflected,
    transport: transportTo(double, runtime),
    sink: sink ?? objects,
    runtime,
    slices: new TimeSlices(),
    traits: { sendsBookmarks: false, watchList: watchList ?? new WatchListSupport(false) },
    onAbsent,
  });
  onTestFinished(() => reflector.stop());
  const asked = (watch: boolean) =>
    double.requestsFor(reflected.plural).filter(({ query }) => (query['watch'] === 'true') === watch).length;
  return {
    double,
    runtime,
    reflector,
    objects,
    names: () =>
      objects
        .snapshot()
        .list(undefined)
        .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`),
    lists: () => asked(false),
    watches: () => asked(true),
    synced: async () => {
      reflector.start();
      await until(() => reflector.status.state === 'watching', 'watching');
    },
  };
}
