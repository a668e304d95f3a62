import type { ListResult, Lookup } from './lookup.ts';
import type { MaybePromise } from './maybe-promise.ts';
import type { ObjectChange } from './object-change.ts';
import type { GroupKind, ObjectKey } from './object-key.ts';
import type { PolicyMode } from './policy-mode.ts';
import type { RawObject } from './raw-object.ts';

/** `namespace` absent: the whole cluster. */
export interface ListScope {
  readonly namespace?: string | undefined;
}

/** One kind as a cluster serves it. */
export interface ServedResource extends GroupKind {
  /** The resource name in URLs: `httproutes`. */
  readonly plural: string;
  readonly namespaced: boolean;
  /** All served versions, the one that is read first. */
  readonly versions: readonly string[];
  /** What its CRD says of it as a policy; absent where it says nothing. */
  readonly policy?: PolicyMode | undefined;
  /** Whether a count is known without asking the cluster. */
  readonly synced: boolean;
  readonly count?: number | undefined;
  /** Age of the data in seconds; absent where every query reads afresh. */
  readonly age?: number | undefined;
}

/** Every version absent that could not be found out. */
export interface ClusterVersions {
  readonly kubernetesVersion?: string | undefined;
  readonly gatewayApiVersion?: string | undefined;
  readonly gatewayApiChannel?: string | undefined;
}

/** Where a manifest's text is: 1-based line and column. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What the file was made from there, such as a template of a Helm chart. */
  readonly template?: string | undefined;
}

/** What one execution cost and met; becomes `extensions.cluster`. */
export interface ReadReport {
  /** Calls that the cluster got. */
  readonly requests: number;
  /** Age in seconds of the oldest data that was read; absent where it was read afresh. */
  readonly dataAge?: number | undefined;
  readonly stale: boolean;
  readonly hidden: readonly { readonly group: string; readonly kind: string; readonly scope: string }[];
  /** Sentences for the user: `this cluster does not serve ListenerSet (gateway.networking.k8s.io)`. */
  readonly warnings: readonly string[];
}

/**
 * Reads one cluster as one caller sees it, for one execution: what it was asked once it does not ask the cluster
 * again. Methods never throw or reject for what a cluster can answer; failures are values.
 */
export interface ClusterReader {
  /** One slot a key, in the order of the keys. */
  getMany(keys: readonly ObjectKey[]): MaybePromise<readonly Lookup[]>;
  /** All objects of a kind in a scope, in the order of (namespace, name) by bytes. */
  list(kind: GroupKind, scope: ListScope): MaybePromise<ListResult>;
  /** The kind as it is served, `notServed`, or why nobody knows. */
  kind(kind: GroupKind): MaybePromise<KindLookup>;
  /** Every kind that is served, in the order of (group, kind) by bytes. */
  resources(): MaybePromise<ResourcesResult>;
  versions(): MaybePromise<ClusterVersions>;
  /** Where the object, or the field at `path` (`spec.rules[0].backendRefs[1]`) in it, was written. */
  locate(object: RawObject, path?: string): SourceLocation | undefined;
  /** The object without the defaults that a reader of manifests filled in. Absent: objects are as the cluster stores them. */
  written?(object: RawObject): RawObject;
  /** Whether every answer comes from memory, as a value. */
  hasSynced(): boolean;
  /** What answers come from where they come from memory. Absent where each execution reads afresh. */
  readonly snapshot?: ClusterSnapshot | undefined;
  /**
   * The same object for readers that read the same beyond the snapshot, too: what was computed of all that they read may
   * be kept for them together. Absent: others may not read what this caller reads, so that nothing is to be kept.
   */
  readonly audience?: object | undefined;
  /**
   * Told of what is behind the answer without having been read here: kept verdicts. `kinds` says, when the report is
   * made, of which kinds they have read objects.
   */
  noteVerdicts?(kinds: () => Iterable<GroupKind>): void;
  report(): ReadReport;
}

type CouldNotLook = Exclude<ListResult, { state: 'listed' } | { state: 'notServed' }>;

export type KindLookup =
  | { readonly state: 'served'; readonly resource: ServedResource }
  | { readonly state: 'notServed'; readonly message: string }
  | CouldNotLook;

export type ResourcesResult =
  | { readonly state: 'listed'; readonly resources: readonly ServedResource[] }
  | CouldNotLook;

/**
 * What is held in memory of a cluster at one moment. Never changes, so that what is computed from it can be kept and
 * shared by all who read it. undefined stands for what is not held: the reader has to ask the cluster.
 */
export interface ClusterSnapshot {
  /**
   * The same for snapshots that follow each other, whose objects are identical where nothing has changed: what is
   * computed of one is then carried over to the next.
   */
  readonly series?: object | undefined;
  get(key: ObjectKey): Lookup | undefined;
  /** The same list for the same question, in the order of (namespace, name) by bytes. */
  list(kind: GroupKind, scope: ListScope): ListResult | undefined;
  kind(kind: GroupKind): KindLookup | undefined;
  /**
   * How the objects of a kind differ from those in an earlier snapshot of the series; undefined where one of the two
   * does not hold them. Absent: whoever wants to know compares lists.
   */
  changesSince?(before: ClusterSnapshot, kind: GroupKind): readonly ObjectChange[] | undefined;
  /** Every kind that is served, in the order of (group, kind) by bytes. */
  resources?(): ResourcesResult | undefined;
}
