import { type ObjectKey, objectKeyId } from '../../kube/object-key.ts';

/** The id of a node: of an object, or of a part of it. Stable for as long as the part keeps its place. */
export function nodeId(key: ObjectKey, part?: string): string {
  return part === undefined ? objectKeyId(key) : `${objectKeyId(key)}#${part}`;
}

export function listenerPath(index: number): string {
  return `spec.listeners[${index}]`;
}

export function rulePath(index: number): string {
  return `spec.rules[${index}]`;
}

export function portPath(index: number): string {
  return `spec.ports[${index}]`;
}

/** Endpoints are in objects of their own: no field of the Service. */
export const ENDPOINTS_PART = 'endpoints';
