import { asList, asString, getIn } from '../kube/json.ts';
import type { RawObject } from '../kube/raw-object.ts';

/** What keeps a Secret from being a TLS certificate (semantics.md B.7), as the end of a sentence about it. */
export function tlsSecretProblem(secret: RawObject): string | undefined {
  const type = asString(secret['type']) ?? 'Opaque';
  if (type !== 'kubernetes.io/tls') return `has type ${type}, not kubernetes.io/tls`;
  return entryProblem(secret, 'tls.crt') ?? entryProblem(secret, 'tls.key');
}

/** What keeps a ConfigMap from being a CA bundle. */
export function caConfigMapProblem(configMap: RawObject): string | undefined {
  return entryProblem(configMap, 'ca.crt');
}

function entryProblem(object: RawObject, entry: string): string | undefined {
  if (!asList(object['keys']).includes(entry)) return `has no entry ${entry}`;
  const problem = asString(getIn(object, 'problems', entry));
  return problem === undefined ? undefined : `entry ${entry}: ${problem}`;
}
