import { asObject, isObject, type Json, type JsonObject } from '../kube/json.ts';
import type { ObjectMeta, RawObject } from '../kube/raw-object.ts';
import { dataFactsOf } from './data-facts.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/**
 * What stays of a Secret or ConfigMap. A list of what stays, not of what goes: a misspelt `stringdata` holds a
 * password too.
 */
const KEPT_BESIDE_FACTS = ['type', 'immutable'] as const;

interface Typed {
  readonly apiVersion?: Json;
  readonly kind?: Json;
}

/**
 * What every reader does to an object before anybody else sees it: drops `managedFields` and the last applied
 * configuration, and puts public facts in place of the contents of Secrets and ConfigMaps. Gives the object itself
 * where there is nothing to drop; never changes what it is given, never throws.
 */
export function ingest(object: RawObject): RawObject {
  const metadata = withoutBookkeeping(object.metadata);
  if (isDataKind(object)) return withFacts(object, metadata);
  return metadata === object.metadata ? object : { ...object, metadata };
}

/**
 * Whether an object is a Secret or ConfigMap. A manifest that says so in a way no API server takes (`core/v1`,
 * `kind: secret`) holds a password all the same.
 */
export function isDataKind({ apiVersion, kind }: Typed): boolean {
  const isCore = typeof apiVersion === 'string' && /^(?:[^/]*$|core\/)/.test(apiVersion);
  return isCore && typeof kind === 'string' && /^(?:secret|configmap)$/i.test(kind);
}

function withFacts(object: RawObject, metadata: ObjectMeta): RawObject {
  const kept: Record<string, Json> = {};
  for (const field of KEPT_BESIDE_FACTS) {
    const value = object[field];
    if (value !== undefined && !isObject(value) && !Array.isArray(value)) kept[field] = value;
  }
  const { keys, certificates, problems } = dataFactsOf(object);
  const facts = { keys, certificates: certificates.map((facts) => ({ ...facts })), problems };
  return { apiVersion: object.apiVersion, kind: object.kind, metadata, ...kept, ...facts };
}

function withoutBookkeeping(metadata: ObjectMeta): ObjectMeta {
  const annotations = metadata['annotations'];
  const applied = isObject(annotations) && Object.hasOwn(annotations, LAST_APPLIED);
  if (!applied && !Object.hasOwn(metadata, 'managedFields')) return metadata;
  const { managedFields: _, annotations: written, ...kept } = metadata;
  const left = applied ? withoutLastApplied(asObject(annotations)) : written;
  return (left === undefined ? kept : { ...kept, annotations: left }) as ObjectMeta;
}

function withoutLastApplied(annotations: JsonObject): JsonObject | undefined {
  const { [LAST_APPLIED]: _, ...left } = annotations;
  return Object.keys(left).length === 0 ? undefined : left;
}
