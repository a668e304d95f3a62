import { getIn } from '../../kube/json.ts';
import { type GroupKind, groupKindId, type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { GATEWAY, LISTENER_SET, SERVICE, SERVICE_IMPORT, X_LISTENER_SET } from '../groups.ts';
import { defaultReference, type Reference } from '../reference.ts';
import { specSites } from '../spec-references.ts';

/** A parentRef with defaults applied, as plain data. */
export interface ParentRef {
  readonly target: ObjectKey;
  readonly sectionName: string | undefined;
  readonly port: number | undefined;
}

export function parentRefOf({ target, sectionName, port }: Reference): ParentRef {
  return { target, sectionName, port };
}

export function parentRefId({ target, sectionName, port }: ParentRef): string {
  return `${objectKeyId(target)}/${sectionName ?? ''}/${port ?? ''}`;
}

/** What a parent of a kind offers: listeners of a gateway, or ports of a Service of the mesh. */
export type ParentVia = 'gateway' | 'mesh';

const PARENT_KINDS: ReadonlyMap<string, ParentVia> = new Map([
  [groupKindId(GATEWAY), 'gateway'],
  [groupKindId(LISTENER_SET), 'gateway'],
  [groupKindId(X_LISTENER_SET), 'gateway'],
  [groupKindId(SERVICE), 'mesh'],
  [groupKindId(SERVICE_IMPORT), 'mesh'],
]);

/** Undefined for a kind that is no parent. */
export function parentVia(kind: GroupKind): ParentVia | undefined {
  return PARENT_KINDS.get(groupKindId(kind));
}

/** The parentRefs in the spec, each once (semantics.md C.2 rule 7). */
export function parentRefs(route: RawObject): readonly ParentRef[] {
  const refs = specSites(route, 'parent').map((site) => parentRefOf(defaultReference(site)));
  if (refs.length < 2) return refs;
  return [...new Map(refs.map((ref) => [parentRefId(ref), ref])).values()];
}

/** semantics.md C.2 rule 8: whether the route wants every default Gateway as a parent. */
export function usesDefaultGateways(route: RawObject): boolean {
  return getIn(route, 'spec', 'useDefaultGateways') === 'All';
}
