import { formatKey } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import type { AnsweredBackend } from './answer-backends.ts';
import { answeredStatus, brokenBackendStatus } from './answered-status.ts';
import type { Usability } from './reference-verdict.ts';
import type { RequestScheme } from './sent-request.ts';
import type { MatchedRule, Simulation } from './simulation.ts';

type Verdict = Pick<Simulation, 'outcome' | 'message' | 'statusCode'>;

const FAILING: ReadonlySet<Usability> = new Set(['broken', 'noEndpoints']);

/** The specification says nothing of a rule whose backends all have weight 0. */
export function weightNotes(answered: readonly AnsweredBackend[]): readonly string[] {
  const isSilent = answered.length > 0 && answered.every(({ backend }) => backend.share === 0);
  return isSilent ? ['what happens when all weights are 0; a failure is assumed'] : [];
}

/** semantics.md D.5: what becomes of a request that has reached the backends of a rule. */
export function backendVerdict(
  { route, ruleIndex }: MatchedRule,
  scheme: RequestScheme,
  answered: readonly AnsweredBackend[],
): Verdict {
  const where = `${formatKey(keyOf(route))} spec.rules[${ruleIndex}]`;
  const broken = { outcome: 'INVALID_BACKEND', statusCode: brokenBackendStatus(scheme) } as const;
  if (answered.length === 0) return { ...broken, message: `${where} has no backendRefs` };
  const receiving = answered.filter(({ backend }) => backend.share > 0);
  if (receiving.length === 0) return { ...broken, message: `every backend of ${where} has weight 0` };
  const working = receiving.filter(({ usability }) => !FAILING.has(usability));
  if (working.length > 0) {
    const names = working.map(({ backend }) => formatKey(backend.target)).join(', ');
    return { outcome: 'FORWARDED', message: `forwarded to ${names}`, statusCode: undefined };
  }
  const empty = receiving.every(({ usability }) => usability === 'noEndpoints');
  return {
    outcome: 'INVALID_BACKEND',
    message: receiving.map(({ problem }) => problem).join('; '),
    statusCode: empty ? answeredStatus(scheme, 503) : brokenBackendStatus(scheme),
  };
}
