import { isDeepStrictEqual } from 'node:util';
import type { ClusterReader, SourceLocation } from '../../kube/cluster-reader.ts';
import type { SupposeOptions } from '../../kube/hypothesis.ts';
import type { JsonObject } from '../../kube/json.ts';
import type { ObjectChange } from '../../kube/object-change.ts';
import { groupKindId, objectKeyId } from '../../kube/object-key.ts';
import { keyOf, type ObjectMeta, type RawObject } from '../../kube/raw-object.ts';
import { isDataKind } from '../ingest.ts';
import { completeObject } from '../manifest/complete-object.ts';
import type { AppliedFacts } from '../overlay-reader.ts';
import { mergeApplied } from './merge-applied.ts';
import { mergeDataFacts } from './merge-data-facts.ts';
import type { PlacedObject } from './place-applied.ts';

/** One object on its way from what it is to what it would be. */
interface Supposed {
  readonly before: RawObject | undefined;
  /** As a manifest would have it; undefined once it is deleted. */
  readonly written: RawObject | undefined;
  readonly after: RawObject | undefined;
}

/** What the API server writes, whatever is applied. */
const SERVER_FIELDS = [
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'resourceVersion',
  'selfLink',
  'uid',
];

/** The objects that a hypothesis makes others, one change after the other. */
export class SupposedObjects implements AppliedFacts {
  readonly #base: ClusterReader;
  readonly #options: SupposeOptions;
  readonly #objects = new Map<string, Supposed>();
  readonly #places = new Map<RawObject, PlacedObject>();
  readonly #written = new Map<RawObject, RawObject>();

  constructor(base: ClusterReader, options: SupposeOptions) {
    this.#base = base;
    this.#options = options;
  }

  remove(stored: RawObject): void {
    const gone = { before: stored, written: undefined, after: undefined };
    this.#objects.set(objectKeyId(keyOf(stored)), gone);
  }

  /** Merges into what the changes so far have left, else creates. */
  apply(applied: PlacedObject, stored: RawObject | undefined): void {
    const id = objectKeyId(applied.key);
    const { before, written } = this.#objects.get(id) ?? {
      before: stored,
      written: stored && (this.#base.written?.(stored) ?? stored),
    };
    const next = this.#merged(written, applied);
    const outcome = completed(next, applied);
    const after = before && this.#options.served ? regenerated(completed(before, applied), outcome) : outcome;
    this.#objects.set(id, { before, written: next, after });
    this.#places.set(after, applied);
    this.#written.set(after, next);
  }

  changes(): readonly ObjectChange[] {
    return Array.from(this.#objects.values(), ({ before, after }) => ({ before, after }));
  }

  locate(object: RawObject, path?: string): SourceLocation | undefined {
    return this.#places.get(object)?.locate(path);
  }

  written(object: RawObject): RawObject | undefined {
    return this.#written.get(object);
  }

  #merged(stored: RawObject | undefined, { object, merge, resource }: PlacedObject): RawObject {
    if (!this.#options.served) return stored === undefined ? object : merged(stored, object, merge);
    const apiVersion = [resource.group, resource.versions[0]].filter(Boolean).join('/');
    const applied = { ...withoutServerFields(object), apiVersion };
    return stored === undefined
      ? withMetadata(applied, { creationTimestamp: this.#options.now })
      : merged(stored, applied, merge);
  }
}

function merged(stored: RawObject, applied: RawObject, schema: PlacedObject['merge']): RawObject {
  const outcome = mergeApplied(stored, applied, schema);
  return (isDataKind(applied) ? { ...outcome, ...mergeDataFacts(stored, applied) } : outcome) as RawObject;
}

function completed(written: RawObject, { resource, defaults }: PlacedObject): RawObject {
  const crdScopes = new Map([[groupKindId(resource), resource.namespaced]]);
  return completeObject(written, { crdScopes, defaultsOf: () => defaults }).object;
}

function withoutServerFields({ status: _, ...object }: RawObject): RawObject {
  const metadata = Object.fromEntries(
    Object.entries(object.metadata as JsonObject).filter(([field]) => !SERVER_FIELDS.includes(field)),
  );
  return { ...object, metadata } as unknown as RawObject;
}

/** The API server counts changes of what is asked for, so that a status tells which of them it is about. */
function regenerated(stored: RawObject, object: RawObject): RawObject {
  const { generation } = stored.metadata;
  if (generation === undefined || isDeepStrictEqual(stored['spec'], object['spec'])) return object;
  return withMetadata(object, { generation: generation + 1 });
}

function withMetadata(object: RawObject, more: Partial<ObjectMeta>): RawObject {
  return { ...object, metadata: { ...object.metadata, ...more } };
}
