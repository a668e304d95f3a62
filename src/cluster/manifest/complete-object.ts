import { asObject, type JsonObject } from '../../kube/json.ts';
import { formatKind, type GroupKind } from '../../kube/object-key.ts';
import { groupOf, type ObjectMeta, type RawObject } from '../../kube/raw-object.ts';
import { applyDefaults } from '../../validation/apply-defaults.ts';
import type { KindDefaults } from './kind-defaults.ts';
import { kindScope } from './kind-scope.ts';

/** What CRDs and tables say about kinds. */
export interface KindFacts {
  /** By groupKindId(): whether the kind is namespaced. */
  readonly crdScopes: ReadonlyMap<string, boolean>;
  readonly defaultsOf: KindDefaults;
}

export interface CompletedObject {
  readonly object: RawObject;
  /** What could not be taken as it was written. */
  readonly problem?: string;
}

const DEFAULT_NAMESPACE = 'default';
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** Makes of an object in a file what it would be in a cluster: namespace, the label of Namespaces, CRD defaults. */
export function completeObject(written: RawObject, facts: KindFacts): CompletedObject {
  const kind: GroupKind = { group: groupOf(written.apiVersion), kind: written.kind };
  const { namespaced, guessed } = kindScope(kind, facts.crdScopes);
  const hasNamespace = Boolean(written.metadata.namespace);
  const isMisplaced = hasNamespace && !namespaced && !guessed;
  const placed = isMisplaced ? withNamespace(written, undefined) : inNamespace(written, namespaced);
  const labelled = kind.group === '' && kind.kind === 'Namespace' ? withNameLabel(placed) : placed;
  const defaults = facts.defaultsOf(kind);
  const object = defaults === undefined ? labelled : applyDefaults(labelled, defaults);
  if (!isMisplaced) return { object };
  return { object, problem: `${formatKind(kind)} objects have no namespace: metadata.namespace is ignored` };
}

/** An empty namespace, and null, is none. */
function inNamespace(object: RawObject, namespaced: boolean): RawObject {
  if (object.metadata.namespace) return object;
  if (namespaced) return withNamespace(object, DEFAULT_NAMESPACE);
  return Object.hasOwn(object.metadata, 'namespace') ? withNamespace(object, undefined) : object;
}

function withNamespace(object: RawObject, namespace: string | undefined): RawObject {
  const { namespace: _, ...rest } = object.metadata;
  return withMetadata(object, namespace === undefined ? rest : { ...rest, namespace });
}

/** The label that the API server puts on every Namespace (semantics.md C.2). */
function withNameLabel(object: RawObject): RawObject {
  const { name, labels } = object.metadata;
  return withMetadata(object, {
    ...object.metadata,
    labels: { ...asObject(labels), [NAMESPACE_NAME]: name },
  });
}

function withMetadata(object: RawObject, metadata: JsonObject): RawObject {
  return { ...object, metadata: metadata as ObjectMeta };
}
