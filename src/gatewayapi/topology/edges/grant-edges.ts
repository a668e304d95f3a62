import type { ObjectKey } from '../../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../../kube/raw-object.ts';
import type { Rule } from '../../fact.ts';
import type { Position } from '../../position.ts';
import { defaultReference } from '../../reference.ts';
import type { Resolution } from '../../resolution.ts';
import { resolveReference } from '../../resolve-reference.ts';
import { specSites } from '../../spec-references.ts';
import { listenerPath } from '../node-id.ts';
import type { TopologyEdge } from '../topology.ts';
import { type EdgeEnd, makeEdge } from './make-edge.ts';

/** From what refers to the grants that permit it. */
export function permissionEdges(
  referrer: EdgeEnd,
  { reference, permittedBy }: Resolution,
): readonly TopologyEdge[] {
  return permittedBy.map((grant) =>
    makeEdge(
      referrer,
      { key: keyOf(grant) },
      {
        type: 'GRANT',
        path: reference.path(),
        state: 'RESOLVED',
        message: `permits ${reference.from.kind} ${reference.from.name} to use ${reference.target.kind} ${reference.target.name}`,
      },
    ),
  );
}

/** Where objects beside routes name certificates of other namespaces. */
const POSITIONS: readonly Position[] = ['certificate', 'clientCertificate', 'frontendCa'];

/** The grants that the certificates of a Gateway, ListenerSet or XBackend need. */
export function* certificateGrantEdges(owner: RawObject, key: ObjectKey): Rule<readonly TopologyEdge[]> {
  const edges: TopologyEdge[] = [];
  for (const site of POSITIONS.flatMap((position) => specSites(owner, position))) {
    const reference = defaultReference(site);
    if (!reference.crossNamespace) continue;
    const ofListener = site.row.path.startsWith('spec.listeners[]');
    const referrer = ofListener ? { key, part: listenerPath(site.indices[0] ?? 0) } : { key };
    edges.push(...permissionEdges(referrer, yield* resolveReference(reference)));
  }
  return edges;
}
