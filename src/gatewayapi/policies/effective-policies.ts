import { groupKindId, type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { compareBytes } from '../compare-bytes.ts';
import type { Rule } from '../fact.ts';
import { GATEWAY, NAMESPACE } from '../groups.ts';
import { type AttachmentsAnswer, type PolicyAttachment, policiesAt } from './attached-policies.ts';
import { type MergedPolicies, mergePolicies } from './merge-policies.ts';
import { pathsTo } from './paths-to.ts';
import type { PolicyKind } from './policy-kind.ts';
import { type Place, type PolicyPath, pathId, placeOf } from './policy-path.ts';
import { sectionsOf } from './target-sections.ts';

/** What the policies of one kind come to for an object, on one of the ways that lead to it. */
export interface EffectivePolicy {
  readonly kind: PolicyKind;
  /** Namespaces only where a policy of the kind names them. */
  readonly path: PolicyPath;
  /** All on the way, those above first, whether they count or not. */
  readonly attachments: readonly PolicyAttachment[];
  /** Undefined where only the implementation knows. */
  readonly merged: MergedPolicies | undefined;
}

export type EffectiveAnswer =
  | { readonly state: 'effective'; readonly policies: readonly EffectivePolicy[] }
  | Extract<AttachmentsAnswer, { readonly state: 'unreadable' }>;

/** For every kind of policy and every way, in the order of `effectiveKey`; ways without a policy are left out. */
export function* effectivePolicies(object: RawObject, kinds: readonly PolicyKind[]): Rule<EffectiveAnswer> {
  const own = yield* policiesAt(keyOf(object), kinds);
  if (own.state === 'unreadable') return own;
  const inherited = kinds.filter(({ mode }) => mode === 'INHERITED');
  const paths = inherited.length === 0 ? [] : yield* pathsTo(object);
  const known = new Map([[objectKeyId(keyOf(object)), own.attachments]]);
  for (const { object: above } of paths.flat()) {
    if (known.has(objectKeyId(above))) continue;
    const answer = yield* policiesAt(above, inherited);
    if (answer.state === 'unreadable') return answer;
    known.set(objectKeyId(above), answer.attachments);
  }
  const parts = (sectionsOf(object)?.names ?? []).map((name) => placeOf(keyOf(object), name));
  const policies = kinds.flatMap((kind) => {
    const at: PoliciesAt = (key) => (known.get(objectKeyId(key)) ?? []).filter((each) => each.kind === kind);
    const found =
      kind.mode === 'DIRECT'
        ? direct(keyOf(object), { kind, at }, parts)
        : handedDown(paths, { kind, at }, parts);
    return [...new Map(found.map((each) => [pathId(each.path), each])).values()];
  });
  return { state: 'effective', policies: policies.sort(compareEffective) };
}

interface OfKind {
  readonly kind: PolicyKind;
  /** The policies of the kind at an object and its parts. */
  readonly at: PoliciesAt;
}

type PoliciesAt = (object: ObjectKey) => readonly PolicyAttachment[];

/** A direct policy stays where it is; one that names a part governs it alone (E.1). */
function direct(object: ObjectKey, { kind, at }: OfKind, parts: PolicyPath): readonly EffectivePolicy[] {
  const whole = placeOf(object);
  return [whole, ...parts].flatMap((place) => {
    const attachments = placedAt(place, at);
    if (attachments.length === 0) return [];
    const merged = mergePolicies(attachments.filter(isGoverning).slice(0, 1));
    return [{ kind, path: place === whole ? [whole] : [whole, place], attachments, merged }];
  });
}

/** Down every way, and on to those parts of the object that a policy names: what the others have is said of the whole. */
function handedDown(
  paths: readonly PolicyPath[],
  ofKind: OfKind,
  parts: PolicyPath,
): readonly EffectivePolicy[] {
  const named = parts.filter((part) => placedAt(part, ofKind.at).length > 0);
  const ending = paths.filter((path) => path.at(-1)?.sectionName === undefined);
  const further = ending.flatMap((path) => named.map((part) => [...path, part]));
  return [...paths, ...further].flatMap((path) => inheritedOn(path, ofKind) ?? []);
}

function inheritedOn(path: PolicyPath, { kind, at }: OfKind): EffectivePolicy | undefined {
  const gateway = path.find(({ object }) => groupKindId(object) === groupKindId(GATEWAY))?.object;
  const places = path.map((place) => ({
    place,
    attachments: placedAt(place, at).filter((each) => concerns(each, gateway)),
  }));
  const attachments = places.flatMap((each) => each.attachments);
  if (attachments.length === 0) return undefined;
  const shown = places.filter((each) => each.attachments.length > 0 || !isNamespace(each.place));
  const merged = mergePolicies(attachments.filter(isGoverning));
  return { kind, path: shown.map(({ place }) => place), attachments, merged };
}

function placedAt({ object, sectionName }: Place, at: PoliciesAt): readonly PolicyAttachment[] {
  return at(object).filter(({ target }) => target.sectionName === sectionName);
}

function isGoverning({ winner }: PolicyAttachment): boolean {
  return winner === undefined;
}

/** A policy of another namespace than its target's concerns only requests out of its own: those of that Gateway. */
function concerns({ consumer, policy }: PolicyAttachment, gateway: ObjectKey | undefined): boolean {
  return !consumer || (gateway !== undefined && gateway.namespace === policy.metadata.namespace);
}

function isNamespace({ object }: Place): boolean {
  return groupKindId(object) === groupKindId(NAMESPACE);
}

export type EffectiveKey = readonly [kind: string, path: string];

/** What effective policies are ordered by; no two have both in common. */
export function effectiveKey({ kind, path }: EffectivePolicy): EffectiveKey {
  return [groupKindId(kind), pathId(path)];
}

export function compareEffectiveKeys(a: EffectiveKey, b: EffectiveKey): number {
  return compareBytes(a[0], b[0]) || compareBytes(a[1], b[1]);
}

function compareEffective(a: EffectivePolicy, b: EffectivePolicy): number {
  return compareEffectiveKeys(effectiveKey(a), effectiveKey(b));
}
