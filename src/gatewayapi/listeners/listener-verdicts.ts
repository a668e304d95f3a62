import { formatKind, type ObjectKey, sameKey } from '../../kube/object-key.ts';
import type { CombinedReferences } from '../conditions/combine-resolutions.ts';
import { type ComputedCondition, isFalse, isTrue } from '../conditions/computed-condition.ts';
import { resolvedRefs } from '../conditions/resolved-refs.ts';
import { type Rule, verdict, verdictRule } from '../fact.ts';
import { type ClientValidation, frontendValidation, validationOnPort } from './frontend-validation.ts';
import type { Listener } from './listener.ts';
import { type ListenerCertificates, listenerCertificates, NO_CERTIFICATES } from './listener-certificates.ts';
import { type ListenerPool, listenerPool } from './listener-pool.ts';
import { type ListenerSurroundings, mergedListeners } from './merged-listeners.ts';

/** One listener, judged by itself, by what it refers to and by what stands beside it. */
export interface ListenerVerdict {
  readonly listener: Listener;
  readonly surroundings: ListenerSurroundings | undefined;
  readonly accepted: ComputedCondition;
  readonly resolvedRefs: ComputedCondition;
  /** Whether it could serve traffic if it is accepted; undefined where that could not be found out. */
  readonly usable: boolean | undefined;
  /** Why not. */
  readonly unusable: string | undefined;
}

/** semantics.md C.5, the listeners of a Gateway or ListenerSet; [] where no controller looks at them. */
export const listenerVerdicts = verdictRule<readonly ListenerVerdict[]>(
  'listenerVerdicts',
  function* (_owner, key) {
    const answer = yield* verdict(listenerPool, key);
    if (answer.state !== 'judged' || answer.value.state !== 'pool') return [];
    const pool = answer.value;
    const surroundings = yield* surroundingsOf(key, pool);
    const certificates = yield* verdict(listenerCertificates, key);
    const verdicts: ListenerVerdict[] = [];
    for (const listener of pool.listeners) {
      const own = certificates.state === 'judged' ? certificates.value[listener.index] : undefined;
      const validation = yield* clientValidation(listener, pool.gateway);
      verdicts.push(
        judge(listener, {
          surroundings: surroundings.get(listener.index),
          certificates: own ?? NO_CERTIFICATES,
          validation,
        }),
      );
    }
    return verdicts;
  },
);

type Pool = Extract<ListenerPool, { state: 'pool' }>;

/** The listeners of a set that is not let in stand beside no others. */
function* surroundingsOf(
  key: ObjectKey,
  { gateway, refused }: Pool,
): Rule<ReadonlyMap<number, ListenerSurroundings>> {
  if (refused !== undefined) return new Map();
  const answer = yield* verdict(mergedListeners, gateway);
  const owners = answer.state === 'judged' ? answer.value.owners : [];
  const owner = owners.find((candidate) => sameKey(candidate.key, key));
  return new Map((owner?.listeners ?? []).map((surroundings) => [surroundings.index, surroundings]));
}

function* clientValidation(listener: Listener, gateway: ObjectKey): Rule<ClientValidation | undefined> {
  if (listener.protocol !== 'HTTPS') return undefined;
  const answer = yield* verdict(frontendValidation, gateway);
  return answer.state === 'judged' ? validationOnPort(answer.value, listener.port) : undefined;
}

interface Circumstances {
  readonly surroundings: ListenerSurroundings | undefined;
  readonly certificates: ListenerCertificates;
  readonly validation: ClientValidation | undefined;
}

function judge(listener: Listener, circumstances: Circumstances): ListenerVerdict {
  const { surroundings, certificates } = circumstances;
  return {
    listener,
    surroundings,
    accepted: acceptance(listener, circumstances),
    resolvedRefs: resolvedRefs(references(listener, circumstances)),
    usable: listener.lacksCertificates ? false : certificates.usable,
    unusable: unusable(listener, certificates),
  };
}

function acceptance({ problem }: Listener, { surroundings, validation }: Circumstances): ComputedCondition {
  if (problem !== undefined) return isFalse('Accepted', problem.reason, problem.message);
  const conflict = surroundings?.conflict;
  if (conflict !== undefined) return isFalse('Accepted', conflict.reason, conflict.message);
  if (validation === undefined || validation.usable === true) {
    return isTrue('Accepted', 'Accepted', 'the listener is accepted');
  }
  const { references: combined } = validation;
  if (combined.state === 'unknown') return { ...resolvedRefs(combined), type: 'Accepted' };
  const message = combined.state === 'resolved' ? 'client validation names no CA' : combined.message;
  return isFalse('Accepted', 'NoValidCACertificate', message);
}

/** In the order of semantics.md C.5: certificates, CAs of clients, kinds of routes. */
function references(listener: Listener, { certificates, validation }: Circumstances): CombinedReferences {
  const all = [certificates.references, validation?.references, refusedKinds(listener)].filter(
    (candidate) => candidate !== undefined,
  );
  const permitted = all.find(
    (candidate) => candidate.state === 'broken' && candidate.reason === 'RefNotPermitted',
  );
  const broken = all.find(({ state }) => state === 'broken');
  const unknown = all.find(({ state }) => state === 'unknown');
  return permitted ?? broken ?? unknown ?? { state: 'resolved' };
}

function refusedKinds({ refusedKinds: refused, protocol }: Listener): CombinedReferences | undefined {
  if (refused.length === 0) return undefined;
  const message = `a ${protocol} listener cannot have routes of kind ${refused.map(formatKind).join(', ')}`;
  return { state: 'broken', reason: 'InvalidRouteKinds', message };
}

function unusable(
  { lacksCertificates }: Listener,
  { references: combined }: ListenerCertificates,
): string | undefined {
  if (lacksCertificates) return 'the listener terminates TLS and names no certificate';
  return combined.state === 'resolved' ? undefined : combined.message;
}
