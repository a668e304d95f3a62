import { asList, asNumber, getIn } from '../../../kube/json.ts';
import type { ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import { settledResolution } from '../../attachment/settled-resolution.ts';
import type { Rule } from '../../fact.ts';
import { defaultReference } from '../../reference.ts';
import type { ReferenceSite } from '../../reference-site.ts';
import { backendRole } from '../../relations/route-backends.ts';
import { isResolved, type Resolution } from '../../resolution.ts';
import { resolveReference } from '../../resolve-reference.ts';
import { specSites } from '../../spec-references.ts';
import { portPath, rulePath } from '../node-id.ts';
import type { TopologyEdge } from '../topology.ts';
import { permissionEdges } from './grant-edges.ts';
import { type EdgeEnd, makeEdge, resolutionState } from './make-edge.ts';

/** From the rules of a route to what they send requests to, and to the grants that they need for it. */
export function* backendEdges(route: RawObject, key: ObjectKey): Rule<readonly TopologyEdge[]> {
  const edges: TopologyEdge[] = [];
  for (const site of specSites(route, 'backend')) {
    const reference = defaultReference(site);
    const resolution = yield* settledResolution(route, yield* resolveReference(reference));
    const rule = { key, part: rulePath(site.indices[0] ?? 0) };
    edges.push(
      makeEdge(rule, backendEnd(resolution), {
        type: 'BACKEND',
        path: reference.path(),
        role: backendRole(site.row),
        weight: weightOf(site),
        ...resolutionState(resolution),
      }),
      ...permissionEdges(rule, resolution),
    );
  }
  return edges;
}

/** Backends that share the requests of a rule do so by weight; mirrors and authorization get all of them. */
function weightOf({ row, node }: ReferenceSite): number | undefined {
  return row.path.endsWith('.backendRefs[]') ? (asNumber(getIn(node, 'weight')) ?? 1) : undefined;
}

/** The port where it is there, else the object. */
export function backendEnd(resolution: Resolution): EdgeEnd {
  const { reference, referent, servicePort } = resolution;
  const key = reference.target;
  if (!isResolved(resolution) || servicePort === undefined) return { key };
  const index = asList(getIn(referent, 'spec', 'ports')).indexOf(servicePort);
  return index < 0 ? { key } : { key, part: portPath(index) };
}
