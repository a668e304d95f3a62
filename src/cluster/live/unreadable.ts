import type { Unreadable } from '../../kube/lookup.ts';
import type { GroupKind } from '../../kube/object-key.ts';
import type { ApiAnswer } from './api-answer.ts';

/** `Service`, `HTTPRoute (gateway.networking.k8s.io)`. */
function named({ group, kind }: GroupKind): string {
  return group === '' ? kind : `${kind} (${group})`;
}

/** A kind that the cluster has never heard of. */
export function notServed(kind: GroupKind): Extract<Unreadable, { state: 'notServed' }> {
  return { state: 'notServed', message: `this cluster does not serve ${named(kind)}` };
}

/** A 403: the same words whether the object exists. */
export function forbidden(
  verb: 'get' | 'list',
  kind: GroupKind,
  namespace: string | undefined,
): Extract<Unreadable, { state: 'forbidden' }> {
  const where = namespace === undefined ? '' : ` in namespace ${namespace}`;
  return { state: 'forbidden', message: `not permitted to ${verb} ${named(kind)}${where}` };
}

/** Any other status. The server's own words are not passed on: they can name users and hold parts of objects. */
export function unexpected(
  verb: 'get' | 'list',
  kind: GroupKind,
  { status }: ApiAnswer,
): Extract<Unreadable, { state: 'unavailable' }> {
  return {
    state: 'unavailable',
    cause: 'unreachable',
    message: `the cluster could not ${verb} ${named(kind)} (status ${status})`,
  };
}
