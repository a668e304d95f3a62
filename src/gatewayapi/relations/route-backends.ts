import { objectKeyId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { ReferenceRow } from '../../kube/reference-row.ts';
import { defaultReference, type Reference } from '../reference.ts';
import { specSites } from '../spec-references.ts';

export type BackendRole = 'FORWARD' | 'MIRROR' | 'EXTERNAL_AUTH';

/** A target and port to which a route sends something. */
export interface RouteBackend {
  /** In the order of the roles. */
  readonly roles: readonly BackendRole[];
  /** Never empty, in the order of the document. They differ in their places only. */
  readonly references: readonly [Reference, ...Reference[]];
}

const ROLES: readonly (readonly [pathEnd: string, role: BackendRole])[] = [
  ['backendRefs[]', 'FORWARD'],
  ['requestMirror.backendRef', 'MIRROR'],
  ['externalAuth.backendRef', 'EXTERNAL_AUTH'],
];

/** What a place in a route that names a backend sends there. */
export function backendRole({ path }: ReferenceRow): BackendRole {
  return ROLES.find(([pathEnd]) => path.endsWith(pathEnd))?.[1] ?? 'FORWARD';
}

/** What a route sends requests to, each target and port once, in the order in which the spec names them. */
export function backendsOfRoute(route: RawObject): readonly RouteBackend[] {
  const backends = new Map<string, { roles: Set<BackendRole>; references: [Reference, ...Reference[]] }>();
  for (const site of specSites(route, 'backend')) {
    const reference = defaultReference(site);
    const id = `${objectKeyId(reference.target)}:${reference.port ?? ''}`;
    const role = backendRole(site.row);
    const known = backends.get(id);
    known?.roles.add(role);
    known?.references.push(reference);
    if (known === undefined) backends.set(id, { roles: new Set([role]), references: [reference] });
  }
  return Array.from(backends.values(), ({ roles, references }) => ({
    roles: ROLES.map(([, role]) => role).filter((role) => roles.has(role)),
    references,
  }));
}
