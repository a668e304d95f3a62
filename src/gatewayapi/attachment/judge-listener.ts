import { sameGroupKind } from '../../kube/object-key.ts';
import type { Ignorance } from '../conditions/computed-condition.ts';
import type { Rule } from '../fact.ts';
import { intersectHostnames } from '../hostname.ts';
import type { Listener } from '../listeners/listener.ts';
import { permitsNamespace } from '../listeners/namespace-rule.ts';
import type { Claim } from './claim.ts';

/** The rungs of the ladder in semantics.md C.2, lowest first; a route falls at one of them, or attaches. */
export const RUNGS = ['section', 'kind', 'namespace', 'hostname'] as const;

export type Rung = (typeof RUNGS)[number];

export type ListenerOutcome =
  /** `hostnames` are those that both sides have, "" for any. */
  | { readonly state: 'attached'; readonly hostnames: readonly string[] }
  | { readonly state: 'refused'; readonly at: Rung }
  | { readonly state: 'unknown'; readonly why: Ignorance };

const NO_HOSTNAMES: readonly string[] = [''];

/** Whether one listener takes a route. */
export function* judgeListener(listener: Listener, claim: Claim): Rule<ListenerOutcome> {
  const { sectionName, port } = claim.parentRef;
  if (sectionName !== undefined && listener.name !== sectionName) return refused('section');
  if (port !== undefined && listener.port !== port) return refused('section');
  if (!listener.supportedKinds.some((kind) => sameGroupKind(kind, claim.kind))) return refused('kind');
  const permission = yield* permitsNamespace(listener.namespaces, claim.namespace);
  if (permission.permitted === undefined) return { state: 'unknown', why: permission.why };
  if (!permission.permitted) return refused('namespace');
  if (claim.hostnames === undefined) return { state: 'attached', hostnames: NO_HOSTNAMES };
  const hostnames = intersectHostnames(listener.hostname, claim.hostnames);
  return hostnames.length === 0 ? refused('hostname') : { state: 'attached', hostnames };
}

function refused(at: Rung): ListenerOutcome {
  return { state: 'refused', at };
}
