import { asList, getIn, type Json, type JsonObject } from '../kube/json.ts';
import { isAssumed, type Unreadable } from '../kube/lookup.ts';
import { formatKey, type ObjectKey } from '../kube/object-key.ts';
import { keyOf, type RawObject } from '../kube/raw-object.ts';
import { governingPolicy } from './backend-tls.ts';
import { caConfigMapProblem } from './data-problem.ts';
import { entry, lookup, type Rule } from './fact.ts';
import type { Finding } from './finding.ts';
import { CONFIG_MAP, SERVICE } from './groups.ts';
import { backendTlsIndex, targetId } from './policies/policy-index.ts';
import type { Reference } from './reference.ts';
import { type Resolution, referenceFinding, unreadable } from './resolution.ts';

export type BackendTlsVerdict =
  | { readonly state: 'none' }
  | { readonly state: 'valid'; readonly policy: RawObject }
  | { readonly state: 'invalid'; readonly message: string }
  /** The policies could not be read: `resolution` where the answer depends on them, `warning` where it does not. */
  | { readonly state: 'unread'; readonly warning: Finding; readonly resolution: Resolution };

const NONE: BackendTlsVerdict = { state: 'none' };

/** Routes whose backends a BackendTLSPolicy encrypts; the others pass bytes on as they come. */
const GOVERNED = new Set(['HTTPRoute', 'GRPCRoute']);

/**
 * semantics.md B.3 step 7. The winning policy owns the port even when it is invalid (C.9 rule 4): there is no way
 * back to plain text or to a losing policy, so an invalid winner makes the backend invalid.
 */
export function* backendTlsOf(reference: Reference, servicePort: JsonObject): Rule<BackendTlsVerdict> {
  const { namespace, name } = reference.target;
  if (namespace === undefined || !GOVERNED.has(reference.from.kind)) return NONE;
  const answer = yield* entry(backendTlsIndex, namespace, targetId({ ...SERVICE, name }));
  if (answer.state === 'notServed') return NONE;
  if (answer.state !== 'entry') {
    return unread(reference, answer, `the BackendTLSPolicies in namespace ${namespace}`);
  }
  const policy = governingPolicy(answer.values, servicePort);
  if (policy === undefined) return NONE;
  const trust = yield* policyTrust(policy);
  if (trust.state === 'trusted') return { state: 'valid', policy };
  if (trust.state === 'untrusted') {
    const message = `${formatKey(keyOf(policy))} governs this port and is not valid: ${trust.problem}`;
    return { state: 'invalid', message };
  }
  return unread(reference, trust, `a CA certificate of ${formatKey(keyOf(policy))}`);
}

function unread(reference: Reference, answer: Unreadable, what: string): BackendTlsVerdict {
  const resolution = unreadable(reference, answer, what);
  const message = `${resolution.message}, so that TLS to the backend is not checked`;
  const warning = referenceFinding(reference, 'BACKEND_TLS_NOT_CHECKED', message);
  return { state: 'unread', warning, resolution };
}

type Trust =
  | { readonly state: 'trusted' }
  | { readonly state: 'untrusted'; readonly problem: string }
  | Unreadable;

const TRUSTED: Trust = { state: 'trusted' };

/** One usable CA is enough; a CA that could not be read may be that one. */
function* policyTrust(policy: RawObject): Rule<Trust> {
  const refs = asList(getIn(policy, 'spec', 'validation', 'caCertificateRefs'));
  if (refs.length === 0) {
    const wellKnown = getIn(policy, 'spec', 'validation', 'wellKnownCACertificates');
    return wellKnown === undefined ? untrusted('it names no CA certificates') : TRUSTED;
  }
  let worst: Trust = TRUSTED;
  for (const ref of refs) {
    const trust = yield* caTrust(policy, ref);
    if (trust.state === 'trusted') return trust;
    if (worst.state === 'trusted' || trust.state !== 'untrusted') worst = trust;
  }
  return worst;
}

function* caTrust(policy: RawObject, ref: Json): Rule<Trust> {
  const kind = getIn(ref, 'kind');
  const name = getIn(ref, 'name');
  const namespace = policy.metadata.namespace;
  if (getIn(ref, 'group') !== CONFIG_MAP.group || kind !== CONFIG_MAP.kind) {
    return untrusted(`a CA certificate of kind ${String(kind)} is not supported`);
  }
  if (typeof name !== 'string' || namespace === undefined) return untrusted('a CA certificate has no name');
  const key: ObjectKey = { ...CONFIG_MAP, namespace, name };
  const answer = yield* lookup(key);
  if (isAssumed(answer)) return TRUSTED;
  if (answer.state === 'absent') return untrusted(`${formatKey(key)} does not exist`);
  if (answer.state !== 'found') return answer;
  const problem = caConfigMapProblem(answer.object);
  return problem === undefined ? TRUSTED : untrusted(`${formatKey(key)} ${problem}`);
}

function untrusted(problem: string): Trust {
  return { state: 'untrusted', problem };
}
