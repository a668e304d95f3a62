import type { ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import { type Rule, verdict } from '../../fact.ts';
import { defaultReference } from '../../reference.ts';
import { isResolved, type Resolution, targetText } from '../../resolution.ts';
import { resolveReference } from '../../resolve-reference.ts';
import { type GatewayScope, gatewayScope } from '../../scope/gateway-scope.ts';
import { specSites } from '../../spec-references.ts';
import type { TopologyEdge } from '../topology.ts';
import { makeEdge, resolutionState } from './make-edge.ts';

/** From the class of a Gateway to it: whether its controller owns the Gateway. */
export function* classEdges(gateway: RawObject, key: ObjectKey): Rule<readonly TopologyEdge[]> {
  const edges: TopologyEdge[] = [];
  for (const site of specSites(gateway, 'gatewayClass')) {
    const reference = defaultReference(site);
    const resolution = yield* resolveReference(reference);
    const scope = yield* verdict(gatewayScope, key);
    const said = ownership(resolution, scope.state === 'judged' ? scope.value : undefined);
    edges.push(
      makeEdge({ key: reference.target }, { key }, { type: 'CLASS', path: reference.path(), ...said }),
    );
  }
  return edges;
}

function ownership(
  resolution: Resolution,
  scope: GatewayScope | undefined,
): Pick<TopologyEdge, 'state' | 'reason' | 'message'> {
  if (isResolved(resolution)) {
    return scope?.state === 'unowned'
      ? { state: 'REFUSED', reason: 'Pending', message: scope.message }
      : resolutionState(resolution);
  }
  if (scope?.state !== 'owned' || !scope.classAssumed) return resolutionState(resolution);
  const message = `${targetText(resolution.reference)} is in none of the files: a controller is assumed`;
  return { state: 'RESOLVED', message };
}
