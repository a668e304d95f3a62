import type { Assumptions } from '../gatewayapi/assumptions.ts';
import { GATEWAY_CLASS } from '../gatewayapi/groups.ts';
import type {
  ClusterReader,
  ClusterVersions,
  KindLookup,
  ListScope,
  ReadReport,
  ResourcesResult,
  SourceLocation,
} from '../kube/cluster-reader.ts';
import type { ListResult, Lookup, Unreadable } from '../kube/lookup.ts';
import { andThen, type MaybePromise } from '../kube/maybe-promise.ts';
import { type GroupKind, type ObjectKey, sameGroupKind } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { mayBeServed } from './manifest/may-be-served.ts';

export interface PartialView {
  /** Whether there may be more than the reader holds. */
  readonly openWorld: boolean;
  readonly assumptions: Assumptions;
}

type Ignorance = Extract<Unreadable, { readonly state: 'unavailable' }>;

const OUTSIDE: Ignorance = {
  state: 'unavailable',
  cause: 'outside',
  message: 'what was read is a part of a cluster',
};
const ASSUMED: Ignorance = { state: 'unavailable', cause: 'assumed', message: 'it is assumed to exist' };

/**
 * Reads what is a part of a cluster only: that something is not in it does not say that it is not there. A class that
 * is in no file stays absent: rules have a premise of their own for it (`absentClass`). Lists are as they are; that
 * they may not be complete is a premise, too (`openWorld`).
 */
export class PartialReader implements ClusterReader {
  readonly #inner: ClusterReader;
  readonly #view: PartialView;

  constructor(inner: ClusterReader, view: PartialView) {
    this.#inner = inner;
    this.#view = view;
  }

  getMany(keys: readonly ObjectKey[]): MaybePromise<readonly Lookup[]> {
    return andThen(this.#inner.getMany(keys), (slots) =>
      slots.map((slot, position) => {
        const key = keys[position];
        return key === undefined ? slot : this.#seen(slot, key);
      }),
    );
  }

  list(kind: GroupKind, scope: ListScope): MaybePromise<ListResult> {
    return andThen(this.#inner.list(kind, scope), (result) =>
      result.state === 'notServed' && this.#mayBeServed(kind) ? { state: 'listed', objects: [] } : result,
    );
  }

  kind(kind: GroupKind): MaybePromise<KindLookup> {
    return andThen(this.#inner.kind(kind), (answer) => {
      if (answer.state !== 'notServed') return answer;
      const [assumed] = this.#view.assumptions.ofKind(kind);
      if (assumed !== undefined) return served(assumed);
      return this.#view.openWorld && mayBeServed(kind) ? OUTSIDE : answer;
    });
  }

  resources(): MaybePromise<ResourcesResult> {
    return this.#inner.resources();
  }

  versions(): MaybePromise<ClusterVersions> {
    return this.#inner.versions();
  }

  locate(object: RawObject, path?: string): SourceLocation | undefined {
    return this.#inner.locate(object, path);
  }

  written(object: RawObject): RawObject {
    return this.#inner.written?.(object) ?? object;
  }

  hasSynced(): boolean {
    return this.#inner.hasSynced();
  }

  report(): ReadReport {
    return this.#inner.report();
  }

  #seen(slot: Lookup, key: ObjectKey): Lookup {
    if (slot.state !== 'absent' && slot.state !== 'notServed') return slot;
    const { openWorld, assumptions } = this.#view;
    if (assumptions.has(key)) return ASSUMED;
    const mayExist = slot.state === 'absent' || mayBeServed(key);
    return openWorld && mayExist && !sameGroupKind(key, GATEWAY_CLASS) ? OUTSIDE : slot;
  }

  #mayBeServed(kind: GroupKind): boolean {
    const { openWorld, assumptions } = this.#view;
    return assumptions.ofKind(kind).length > 0 || (openWorld && mayBeServed(kind));
  }
}

/** A kind of which the user says that there is an object. */
function served({ group, kind, namespace }: ObjectKey): KindLookup {
  const resource = {
    group,
    kind,
    plural: kind.toLowerCase(),
    namespaced: namespace !== undefined,
    versions: [],
    synced: true,
  };
  return { state: 'served', resource };
}
