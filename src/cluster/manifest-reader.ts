import type {
  ClusterReader,
  ClusterVersions,
  KindLookup,
  ListScope,
  ReadReport,
  ResourcesResult,
  SourceLocation,
} from '../kube/cluster-reader.ts';
import { asString } from '../kube/json.ts';
import type { ListResult, Lookup } from '../kube/lookup.ts';
import type { GroupKind, ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { ManifestMemory } from './manifest/manifest-memory.ts';
import { formatProblem } from './manifest/manifest-problem.ts';
import type { ManifestSnapshot } from './manifest/manifest-snapshot.ts';

const BUNDLE_VERSION = 'gateway.networking.k8s.io/bundle-version';
const CHANNEL = 'gateway.networking.k8s.io/channel';
/** Releases can be mixed; routes are what most questions are about. */
const WITNESSES = ['httproutes.gateway.networking.k8s.io', 'gateways.gateway.networking.k8s.io'];
const MAX_WARNINGS = 100;

/** Reads manifests as one execution sees them: every answer is a value, from the same snapshot. */
export class ManifestReader implements ClusterReader {
  readonly snapshot: ManifestMemory;
  /** Manifests are for everybody. */
  readonly audience: object;
  readonly #snapshot: ManifestSnapshot;
  readonly #unserved = new Set<string>();

  constructor(snapshot: ManifestSnapshot) {
    this.#snapshot = snapshot;
    this.snapshot = ManifestMemory.of(snapshot);
    this.audience = this.snapshot;
  }

  getMany(keys: readonly ObjectKey[]): readonly Lookup[] {
    return keys.map((key) => this.snapshot.get(key));
  }

  list(kind: GroupKind, scope: ListScope): ListResult {
    const result = this.snapshot.list(kind, scope);
    if (result.state === 'notServed') this.#unserved.add(result.message);
    return result;
  }

  kind(kind: GroupKind): KindLookup {
    return this.snapshot.kind(kind);
  }

  resources(): ResourcesResult {
    return this.snapshot.resources();
  }

  /** Known only where the CRDs of Gateway API are among the manifests. */
  versions(): ClusterVersions {
    const { crds } = this.#snapshot;
    const witnesses = WITNESSES.map((name) => crds.find(({ metadata }) => metadata.name === name));
    for (const crd of [...witnesses, ...crds]) {
      const gatewayApiVersion = asString(crd?.metadata.annotations?.[BUNDLE_VERSION]);
      const gatewayApiChannel = asString(crd?.metadata.annotations?.[CHANNEL]);
      if (gatewayApiVersion !== undefined) return { gatewayApiVersion, gatewayApiChannel };
    }
    return {};
  }

  written(object: RawObject): RawObject {
    return this.#snapshot.written(object);
  }

  locate(object: RawObject, path?: string): SourceLocation | undefined {
    return this.#snapshot.locate(object, path);
  }

  hasSynced(): boolean {
    return true;
  }

  report(): ReadReport {
    const { problems } = this.#snapshot;
    const more = problems.length - MAX_WARNINGS;
    const warnings = [
      ...problems.slice(0, MAX_WARNINGS).map(formatProblem),
      ...(more > 0 ? [`and ${more} more problems in the manifests`] : []),
      ...this.#unserved,
    ];
    return { requests: 0, stale: false, hidden: [], warnings };
  }
}
