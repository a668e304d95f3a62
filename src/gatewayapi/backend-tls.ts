import { asString, type JsonObject } from '../kube/json.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { comparePrecedence } from './compare-precedence.ts';
import type { Targeting } from './policies/policy-target.ts';

/**
 * Of the policies that target a Service, the one that governs one of its ports (semantics.md C.9 rule 3): one that
 * names the port before one that names none, among equals the oldest, then the first by namespace and name.
 */
export function governingPolicy(targeting: readonly Targeting[], port: JsonObject): RawObject | undefined {
  if (targeting.length === 0) return undefined;
  const portName = asString(port['name']);
  const specific = targeting.filter(
    ({ target }) => target.sectionName !== undefined && target.sectionName === portName,
  );
  const general = targeting.filter(({ target }) => target.sectionName === undefined);
  const candidates = specific.length > 0 ? specific : general;
  return candidates.map(({ policy }) => policy).sort(comparePrecedence)[0];
}
