import { asString, isObject, type Json, type JsonObject } from './json.ts';
import type { ObjectKey } from './object-key.ts';

/**
 * A Kubernetes object as its source gave it, less what every reader drops: `metadata.managedFields`, the annotation
 * `kubectl.kubernetes.io/last-applied-configuration`, and the data of Secrets and ConfigMaps (see
 * `secret-facts.ts`). Shared by identity: nobody clones, spreads or mutates it on the way to a resolver.
 */
export interface RawObject extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

export interface ObjectMeta extends JsonObject {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly generation?: number;
  readonly creationTimestamp?: string;
  readonly labels?: { readonly [key: string]: string };
  readonly annotations?: { readonly [key: string]: string };
}

/** `gateway.networking.k8s.io` of `gateway.networking.k8s.io/v1`; "" of `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

export function versionOf(apiVersion: string): string {
  return apiVersion.slice(apiVersion.indexOf('/') + 1);
}

export function keyOf(object: RawObject): ObjectKey {
  const { name, namespace } = object.metadata;
  const { kind } = object;
  const group = groupOf(object.apiVersion);
  return namespace === undefined ? { group, kind, name } : { group, kind, name, namespace };
}

/** The border check: has what makes it an object of Kubernetes (apiVersion, kind, metadata.name as strings). */
export function isRawObject(value: Json | undefined): value is RawObject {
  return (
    isObject(value) &&
    asString(value['apiVersion']) !== undefined &&
    asString(value['kind']) !== undefined &&
    isObject(value['metadata']) &&
    asString(value['metadata']['name']) !== undefined
  );
}
