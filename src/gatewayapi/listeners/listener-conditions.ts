import { type ComputedCondition, isFalse, isTrue } from '../conditions/computed-condition.ts';
import type { ListenerVerdict } from './listener-verdicts.ts';
import type { TlsOverlap } from './overlapping-tls.ts';

const OVERLAP_MESSAGES: { readonly [O in TlsOverlap]: string } = {
  OverlappingHostnames: 'the hostname overlaps that of another TLS listener on the port',
  OverlappingCertificates: 'a certificate is valid for names of another TLS listener on the port',
};

/**
 * What a controller writes for one listener (semantics.md C.5). `ownerProblem` says why the Gateway or ListenerSet
 * cannot be programmed, where it cannot.
 */
export function listenerConditions(
  verdict: ListenerVerdict,
  ownerProblem: string | undefined,
): readonly ComputedCondition[] {
  const conditions = [
    verdict.accepted,
    programmed(verdict, ownerProblem),
    verdict.resolvedRefs,
    conflicted(verdict),
  ];
  const overlap = verdict.surroundings?.overlap;
  if (overlap !== undefined) {
    conditions.push(isTrue('OverlappingTLSConfig', overlap, OVERLAP_MESSAGES[overlap]));
  }
  return conditions;
}

/** Accepted, and able to serve: without a data plane nothing more can be asked (api.md section 4). */
function programmed(
  { accepted, surroundings, usable, unusable }: ListenerVerdict,
  ownerProblem: string | undefined,
): ComputedCondition {
  if (accepted.status === 'False') {
    return isFalse('Programmed', surroundings?.conflict?.reason ?? 'Invalid', accepted.message);
  }
  if (usable === false) return isFalse('Programmed', 'Invalid', unusable ?? accepted.message);
  if (ownerProblem !== undefined) return isFalse('Programmed', 'Pending', ownerProblem);
  if (accepted.status === 'Unknown') return { ...accepted, type: 'Programmed' };
  if (usable === undefined) {
    return { type: 'Programmed', status: 'Unknown', reason: 'Unknown', message: unusable ?? '' };
  }
  return isTrue('Programmed', 'Programmed', 'the listener can serve');
}

function conflicted({ surroundings }: ListenerVerdict): ComputedCondition {
  const conflict = surroundings?.conflict;
  return conflict === undefined
    ? isFalse('Conflicted', 'NoConflicts', 'no other listener is in the way')
    : isTrue('Conflicted', conflict.reason, conflict.message);
}
