import { asList, asObject, isObject, type Json } from '../../kube/json.ts';
import { filterReference, usability, type VerdictOf } from './reference-verdict.ts';

/** Filters that must never be skipped: without what they refer to, the rule answers 500 (semantics.md D.4). */
const MANDATORY: ReadonlySet<string> = new Set(['ExternalAuth', 'ExtensionRef']);

/** Why filters let no request pass, as a sentence; undefined when they do. */
export function refusedFilter(filters: Json | undefined, verdictOf: VerdictOf): string | undefined {
  for (const filter of asList(filters).map(asObject)) {
    const type = filter['type'];
    if (typeof type !== 'string' || !MANDATORY.has(type)) continue;
    const reference = filterReference(filter);
    if (!isObject(reference)) return `the filter ${type} names nothing`;
    const verdict = verdictOf(reference);
    if (usability(verdict) === 'broken')
      return `the filter ${type} cannot be applied: ${verdict.resolution.message}`;
  }
  return undefined;
}
