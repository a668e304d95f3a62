import type { ObjectKey } from '../src/kube/object-key.ts';

/** What an id names: an object of a cluster, whether it exists or not. */
export interface GlobalId {
  readonly cluster: string;
  readonly key: ObjectKey;
  /** The changes of the hypothetical cluster that the object is of; absent for what is. */
  readonly hypothesis?: string | undefined;
}

/** Opaque to clients, stable between runs: no uid in it, so that manifests and a cluster agree. */
export function encodeGlobalId({ cluster, key, hypothesis }: GlobalId): string {
  const parts = [cluster, key.group, key.kind, key.namespace ?? null, key.name];
  const all = hypothesis === undefined ? parts : [...parts, hypothesis];
  return Buffer.from(JSON.stringify(all)).toString('base64url');
}

/** Undefined for what `encodeGlobalId` never wrote. */
export function decodeGlobalId(id: string): GlobalId | undefined {
  const parts = parseParts(id);
  if (!Array.isArray(parts) || parts.length < 5 || parts.length > 6) return undefined;
  const [cluster, group, kind, namespace, name, hypothesis]: readonly unknown[] = parts;
  if (!isString(cluster) || !isString(group) || !isString(kind) || !isString(name)) return undefined;
  if (!isOptional(namespace ?? undefined) || !isOptional(hypothesis)) return undefined;
  const key = isString(namespace) ? { group, kind, namespace, name } : { group, kind, name };
  return { cluster, key, hypothesis };
}

function parseParts(id: string): unknown {
  try {
    return JSON.parse(Buffer.from(id, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

function isOptional(value: unknown): value is string | undefined {
  return value === undefined || isString(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
