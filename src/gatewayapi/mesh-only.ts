import { asList, asString, getIn, type Json } from '../kube/json.ts';
import { CORE, GATEWAY_GROUP, MULTICLUSTER_GROUP } from './groups.ts';
import type { Reference } from './reference.ts';

/**
 * Whether the question is about a mesh: asked for one parent, whether that is of the mesh; asked for the route as a
 * whole, whether it has parents and all of them are Services or ServiceImports (G-1294).
 */
export function meshOnly(reference: Reference): boolean {
  if (reference.position !== 'backend') return false;
  if (reference.via !== undefined) return reference.via === 'mesh';
  const parents = asList(getIn(reference.owner, 'spec', 'parentRefs'));
  return parents.length > 0 && parents.every(isMeshParent);
}

function isMeshParent(parent: Json): boolean {
  const group = asString(getIn(parent, 'group')) ?? GATEWAY_GROUP;
  const kind = asString(getIn(parent, 'kind'));
  return (group === CORE && kind === 'Service') || (group === MULTICLUSTER_GROUP && kind === 'ServiceImport');
}
