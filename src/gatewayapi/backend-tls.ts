import { asList, asString, getIn, type Json, type JsonObject } from '../kube/json.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { comparePrecedence } from './compare-precedence.ts';
import type { ObjectIndex } from './fact.ts';
import { BACKEND_TLS_POLICY } from './groups.ts';

interface Targeting {
  readonly policy: RawObject;
  readonly sectionName: string | undefined;
}

/** The BackendTLSPolicies of one namespace, by the name of the Service they target. */
export type BackendTlsIndex = ReadonlyMap<string, readonly Targeting[]>;

export const backendTlsIndex: ObjectIndex<BackendTlsIndex> = {
  kind: BACKEND_TLS_POLICY,
  build(policies) {
    const index = new Map<string, Targeting[]>();
    for (const policy of policies) {
      for (const target of targetsOf(policy)) {
        const name = asString(getIn(target, 'name'));
        if (name === undefined || !isServiceTarget(target)) continue;
        const entry = { policy, sectionName: asString(getIn(target, 'sectionName')) };
        const known = index.get(name);
        if (known === undefined) index.set(name, [entry]);
        else known.push(entry);
      }
    }
    return index;
  },
};

/**
 * The policy that governs one port of a Service (semantics.md C.9 rule 3): one that names the port before one that
 * names none, among equals the oldest, then the first by namespace and name.
 */
export function governingPolicy(
  index: BackendTlsIndex,
  service: string,
  port: JsonObject,
): RawObject | undefined {
  const targeting = index.get(service) ?? [];
  const portName = asString(port['name']);
  const specific = targeting.filter(
    ({ sectionName }) => sectionName !== undefined && sectionName === portName,
  );
  const general = targeting.filter(({ sectionName }) => sectionName === undefined);
  const candidates = specific.length > 0 ? specific : general;
  return candidates.map(({ policy }) => policy).sort(comparePrecedence)[0];
}

/** v1alpha2 named one target, in `targetRef`. */
function targetsOf(policy: RawObject): readonly Json[] {
  const single = getIn(policy, 'spec', 'targetRef');
  return single === undefined ? asList(getIn(policy, 'spec', 'targetRefs')) : [single];
}

function isServiceTarget(target: Json): boolean {
  return getIn(target, 'group') === '' && getIn(target, 'kind') === 'Service';
}
