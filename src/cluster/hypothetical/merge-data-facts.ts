import { compareBytes } from '../../gatewayapi/compare-bytes.ts';
import { asList, asObject, asString, getIn, type Json, type JsonObject } from '../../kube/json.ts';

/** What is public about a Secret or ConfigMap whose entries were merged: those that are applied replace those that are there. */
export function mergeDataFacts(stored: JsonObject, applied: JsonObject): JsonObject {
  const replaced = new Set(asList(applied['keys']));
  const keys = new Set([...asList(stored['keys']), ...replaced].flatMap((key) => asString(key) ?? []));
  const kept = asList(stored['certificates']).filter((facts) => !replaced.has(getIn(facts, 'entry') ?? null));
  const problems = Object.entries(asObject(stored['problems'])).filter(([entry]) => !replaced.has(entry));
  return {
    keys: [...keys].sort(compareBytes),
    certificates: [...kept, ...asList(applied['certificates'])].sort(serversFirst).map(copied),
    problems: { ...Object.fromEntries(problems), ...asObject(applied['problems']) },
  };
}

/** `tls.crt`, then `ca.crt`. */
function serversFirst(a: Json, b: Json): number {
  return compareBytes(asString(getIn(b, 'entry')) ?? '', asString(getIn(a, 'entry')) ?? '');
}

function copied(facts: Json): Json {
  return { ...asObject(facts) };
}
