import type { ReferenceRow } from '../kube/reference-row.ts';

/**
 * What a position means, whatever the kind that holds it. All positions of one name obey one rule; which rule is in
 * `resolve-reference.ts`.
 */
export type Position =
  | 'ancestor'
  | 'backend'
  | 'certificate'
  | 'clientCertificate'
  | 'extension'
  | 'frontendCa'
  | 'gatewayClass'
  | 'gatewayParameters'
  | 'listenerSetParent'
  | 'parameters'
  | 'parent'
  | 'policyCa'
  | 'policyTarget'
  | 'other';

/** First match wins. Paths as in `ReferenceRow.path`, read from the end. */
const POSITIONS: readonly (readonly [pathEnd: string, position: Position])[] = [
  ['backendRefs[]', 'backend'],
  ['backendRef', 'backend'],
  ['extensionRef', 'extension'],
  ['parentRefs[]', 'parent'],
  ['status.parents[].parentRef', 'parent'],
  ['ancestorRef', 'ancestor'],
  ['spec.parentRef', 'listenerSetParent'],
  ['gatewayClassName', 'gatewayClass'],
  ['infrastructure.parametersRef', 'gatewayParameters'],
  ['parametersRef', 'parameters'],
  ['certificateRefs[]', 'certificate'],
  ['clientCertificateRef', 'clientCertificate'],
  ['targetRefs[]', 'policyTarget'],
  ['targetRef', 'policyTarget'],
];

export function positionOf(row: ReferenceRow): Position {
  // CA bundles of clients (Gateway) may come from other namespaces and have reasons of their own.
  if (row.path.endsWith('caCertificateRefs[]')) return row.has.namespace ? 'frontendCa' : 'policyCa';
  return POSITIONS.find(([pathEnd]) => endsAtField(row.path, pathEnd))?.[1] ?? 'other';
}

function endsAtField(path: string, end: string): boolean {
  return path === end || path.endsWith(`.${end}`);
}
