import type { ServedResource } from '../../kube/cluster-reader.ts';
import { asNumber, asObject, asString, getIn, isObject, type Json } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { receivedObject } from '../live/received-object.ts';

export type WatchEvent =
  | { readonly type: 'set' | 'delete'; readonly object: RawObject; readonly resourceVersion: string }
  /** Nothing has changed up to this revision. */
  | { readonly type: 'bookmark'; readonly resourceVersion: string; readonly endsInitialEvents: boolean }
  | { readonly type: 'error'; readonly code: number; readonly retryAfterMs: number };

const TYPES: Readonly<Record<string, 'set' | 'delete'>> = {
  ADDED: 'set',
  MODIFIED: 'set',
  DELETED: 'delete',
};

/** One line of a watch; undefined where it is not an event with all that an event must have. */
export function decodeWatchEvent(resource: ServedResource, line: Buffer): WatchEvent | undefined {
  const event = parse(line);
  if (!isObject(event) || !isObject(event['object'])) return undefined;
  const type = asString(event['type']) ?? '';
  if (type === 'ERROR') return errorOf(event['object']);
  const resourceVersion = asString(getIn(event['object'], 'metadata', 'resourceVersion'));
  if (!resourceVersion) return undefined;
  if (type === 'BOOKMARK') {
    const end = getIn(event['object'], 'metadata', 'annotations', 'k8s.io/initial-events-end');
    return { type: 'bookmark', resourceVersion, endsInitialEvents: end === 'true' };
  }
  const object = receivedObject(resource, event['object']);
  const change = Object.hasOwn(TYPES, type) ? TYPES[type] : undefined;
  return object === undefined || change === undefined ? undefined : { type: change, object, resourceVersion };
}

function parse(line: Buffer): Json | undefined {
  try {
    return JSON.parse(line.toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}

function errorOf(status: Json): WatchEvent {
  const seconds = asNumber(asObject(getIn(status, 'details'))['retryAfterSeconds']) ?? 0;
  const code = asNumber(asObject(status)['code']) ?? 500;
  return { type: 'error', code, retryAfterMs: Math.max(0, seconds) * 1_000 };
}
