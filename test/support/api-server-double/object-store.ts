import { asObject, asString, isObject, type JsonObject } from '../../../src/kube/json.ts';
import { type ApiResource, resourceId } from './api-resource.ts';

export type StoredObject = JsonObject & { readonly metadata: JsonObject & { readonly name: string } };

interface Snapshot {
  readonly revision: string;
  readonly objects: readonly StoredObject[];
}

/** One change, as watches see it. `object` of a deletion has the revision of the deletion. */
export interface StoreEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly resource: string;
  readonly namespace: string;
  readonly object: StoredObject;
  readonly revision: number;
}

/** Snapshots that continue tokens may point at. */
const MAX_SNAPSHOTS = 100;

/** All objects, and the one place where they change: revisions only grow, uids are never used twice. */
export class ObjectStore {
  readonly #objects = new Map<string, Map<string, StoredObject>>();
  readonly #snapshots = new Map<string, Snapshot>();
  readonly #listeners: ((event: StoreEvent) => void)[] = [];
  #revision = 1_000;
  #uids = 0;
  #snapshotsMade = 0;

  get revision(): string {
    return String(this.#revision);
  }

  onEvent(listener: (event: StoreEvent) => void): void {
    this.#listeners.push(listener);
  }

  get(resource: ApiResource, namespace: string, name: string): StoredObject | undefined {
    return this.#of(resource).get(`${namespace}/${name}`);
  }

  /** In etcd's order, which is that of the keys. */
  list(resource: ApiResource, namespace: string | undefined): readonly StoredObject[] {
    return [...this.#of(resource)]
      .filter(([key]) => namespace === undefined || key.startsWith(`${namespace}/`))
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, object]) => object);
  }

  create(resource: ApiResource, namespace: string, object: JsonObject): StoredObject {
    const metadata = asObject(object['metadata']);
    this.#uids += 1;
    const generated = `${asString(metadata['generateName']) ?? ''}${this.#uids.toString(36).padStart(5, '0')}`;
    const name = asString(metadata['name']) ?? generated;
    const stored = this.#write(resource, namespace, {
      ...object,
      metadata: {
        ...metadata,
        name,
        ...(resource.namespaced ? { namespace } : {}),
        uid: `00000000-0000-4000-8000-${String(this.#uids).padStart(12, '0')}`,
        creationTimestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
        generation: 1,
        managedFields: [{ manager: 'double', operation: 'Update', fieldsType: 'FieldsV1', fieldsV1: {} }],
      },
    });
    return stored;
  }

  /** Keeps what a client cannot change; a new spec is a new generation. */
  replace(resource: ApiResource, namespace: string, before: StoredObject, next: JsonObject): StoredObject {
    const { uid, creationTimestamp, generation, managedFields, name, namespace: home } = before.metadata;
    const specChanged = JSON.stringify(before['spec']) !== JSON.stringify(next['spec']);
    const nextGeneration = Number(generation) + (specChanged ? 1 : 0);
    return this.#write(resource, namespace, {
      ...next,
      metadata: {
        ...asObject(next['metadata']),
        name,
        ...(home === undefined ? {} : { namespace: home }),
        uid,
        creationTimestamp,
        generation: nextGeneration,
        managedFields,
      },
    });
  }

  delete(resource: ApiResource, namespace: string, name: string): void {
    this.#remove(resourceId(resource), `${namespace}/${name}`);
  }

  /** A namespace takes all that is in it along. */
  deleteNamespace(name: string): void {
    for (const [id, objects] of this.#objects) {
      for (const key of [...objects.keys()]) if (key.startsWith(`${name}/`)) this.#remove(id, key);
    }
  }

  /** A kind that is no more takes all its objects along. */
  deleteAll(resource: string): void {
    for (const key of [...(this.#objects.get(resource)?.keys() ?? [])]) this.#remove(resource, key);
  }

  /** Remembers a list, so that its later pages show it as it is now. */
  keepSnapshot(objects: readonly StoredObject[]): string {
    this.#snapshotsMade += 1;
    const id = String(this.#snapshotsMade);
    this.#snapshots.set(id, { revision: this.revision, objects });
    const [oldest] = this.#snapshots.keys();
    if (this.#snapshots.size > MAX_SNAPSHOTS && oldest !== undefined) this.#snapshots.delete(oldest);
    return id;
  }

  snapshot(id: string): Snapshot | undefined {
    return this.#snapshots.get(id);
  }

  forgetSnapshots(): void {
    this.#snapshots.clear();
  }

  #write(resource: ApiResource, namespace: string, object: JsonObject): StoredObject {
    this.#revision += 1;
    const metadata = { ...asObject(object['metadata']), resourceVersion: this.revision };
    const stored = { ...object, metadata };
    if (!isStored(stored)) throw new Error('an object without a name cannot be stored');
    const objects = this.#of(resource);
    const key = `${namespace}/${stored.metadata.name}`;
    const type = objects.has(key) ? 'MODIFIED' : 'ADDED';
    objects.set(key, stored);
    this.#tell(type, resourceId(resource), namespace, stored);
    return stored;
  }

  #remove(resource: string, key: string): void {
    const objects = this.#objects.get(resource);
    const gone = objects?.get(key);
    if (objects === undefined || gone === undefined) return;
    this.#revision += 1;
    objects.delete(key);
    const metadata = { ...gone.metadata, resourceVersion: this.revision };
    this.#tell('DELETED', resource, key.slice(0, key.indexOf('/')), { ...gone, metadata });
  }

  #tell(type: StoreEvent['type'], resource: string, namespace: string, object: StoredObject): void {
    const event = { type, resource, namespace, object, revision: this.#revision };
    for (const listener of this.#listeners) listener(event);
  }

  #of(resource: ApiResource): Map<string, StoredObject> {
    const id = resourceId(resource);
    const known = this.#objects.get(id) ?? new Map<string, StoredObject>();
    this.#objects.set(id, known);
    return known;
  }
}

function isStored(object: JsonObject): object is StoredObject {
  return isObject(object['metadata']) && typeof object['metadata']['name'] === 'string';
}
