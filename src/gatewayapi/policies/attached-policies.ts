import type { Unreadable } from '../../kube/lookup.ts';
import { formatKind, type ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { comparePrecedence } from '../compare-precedence.ts';
import { type Entry, entry, kindFact, type Rule } from '../fact.ts';
import type { CouldNotRead } from '../relations/route-gateways.ts';
import { targetId } from './policy-index.ts';
import type { PolicyKind } from './policy-kind.ts';
import { isCrossNamespace, type PolicyTarget, type Targeting } from './policy-target.ts';

/** A policy at one of the places that it names. */
export interface PolicyAttachment extends Targeting {
  readonly kind: PolicyKind;
  /** Of another namespace than its target: it concerns only what comes from its own (semantics.md E.1). */
  readonly consumer: boolean;
  /** What governs the place in its stead. */
  readonly winner: RawObject | undefined;
}

export type AttachmentsAnswer =
  | { readonly state: 'attachments'; readonly attachments: readonly PolicyAttachment[] }
  | { readonly state: 'unreadable'; readonly answer: CouldNotRead; readonly what: string };

/**
 * The policies that name an object or a part of it, by kind, then in the order of their precedence. Kinds that may not
 * be listed are left out: the reader says so.
 */
export function* policiesAt(key: ObjectKey, kinds: readonly PolicyKind[]): Rule<AttachmentsAnswer> {
  const attachments: PolicyAttachment[] = [];
  for (const kind of kinds) {
    const found = yield* targetings(kind, key);
    if (found.state === 'unavailable') {
      return { state: 'unreadable', answer: found, what: `the list of ${formatKind(kind)}` };
    }
    if (found.state !== 'entry') continue;
    const ofKey = found.values
      .filter(({ target }) => target.namespace === key.namespace || key.namespace === undefined)
      .toSorted((a, b) => comparePrecedence(a.policy, b.policy));
    for (const each of ofKey) attachments.push(attachmentOf(each, kind, ofKey));
  }
  return { state: 'attachments', attachments };
}

type Found = Entry<Targeting> | Unreadable;

function* targetings(kind: PolicyKind, key: ObjectKey): Rule<Found> {
  // A kind that is told about and that the cluster lacks would be warned of.
  const served = yield* kindFact(kind);
  if (served.state === 'notServed') return served;
  const everywhere = yield* entry(kind.index, undefined, targetId(key));
  if (everywhere.state !== 'forbidden' || key.namespace === undefined) return everywhere;
  return yield* entry(kind.index, key.namespace, targetId(key));
}

/** `rivals` are in the order of their precedence. */
function attachmentOf(
  { policy, target, position }: Targeting,
  kind: PolicyKind,
  rivals: readonly Targeting[],
): PolicyAttachment {
  const first = rivals.find((rival) => competes(rival, { policy, target }));
  const winner = first === undefined || first.policy === policy ? undefined : first.policy;
  return { policy, target, position, kind, winner, consumer: isCrossNamespace(policy, target) };
}

/** semantics.md E.2: for the same section, or none, and for the same traffic. */
function competes(rival: Targeting, { policy, target }: Pick<Targeting, 'policy' | 'target'>): boolean {
  return (
    rival.target.sectionName === target.sectionName &&
    trafficOf(rival.policy, rival.target) === trafficOf(policy, target)
  );
}

/** The namespace whose requests a policy concerns; undefined for all. */
function trafficOf(policy: RawObject, target: PolicyTarget): string | undefined {
  return isCrossNamespace(policy, target) ? policy.metadata.namespace : undefined;
}
