import { asList, asNumber, isObject, type JsonObject } from '../../kube/json.ts';

export interface BackendShare {
  readonly node: JsonObject;
  readonly weight: number;
  readonly share: number;
}

/** semantics.md D.5: shares over all references, broken ones included; all 0 when all weights are. */
export function backendShares(rule: JsonObject): readonly BackendShare[] {
  const nodes = asList(rule['backendRefs']).filter(isObject);
  const weights = nodes.map((node) => Math.max(asNumber(node['weight']) ?? 1, 0));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return nodes.map((node, index) => {
    const weight = weights[index] ?? 0;
    return { node, weight, share: total === 0 ? 0 : weight / total };
  });
}
