import type { ObjectKey } from '../src/kube/object-key.ts';

/** What an id names: an object of a cluster, whether it exists or not. */
export interface GlobalId {
  readonly cluster: string;
  readonly key: ObjectKey;
}

/** Opaque to clients, stable between runs: no uid in it, so that manifests and a cluster agree. */
export function encodeGlobalId({ cluster, key }: GlobalId): string {
  const parts = [cluster, key.group, key.kind, key.namespace ?? null, key.name];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Undefined for what `encodeGlobalId` never wrote. */
export function decodeGlobalId(id: string): GlobalId | undefined {
  const parts = parseParts(id);
  if (!Array.isArray(parts) || parts.length !== 5) return undefined;
  const [cluster, group, kind, namespace, name]: readonly unknown[] = parts;
  if (!isString(cluster) || !isString(group) || !isString(kind) || !isString(name)) return undefined;
  if (namespace === null) return { cluster, key: { group, kind, name } };
  return isString(namespace) ? { cluster, key: { group, kind, namespace, name } } : undefined;
}

function parseParts(id: string): unknown {
  try {
    return JSON.parse(Buffer.from(id, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
