import { asList, asString, getIn, type Json } from '../../kube/json.ts';
import { groupKindId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { entry, type Rule, verdictRule } from '../fact.ts';
import { grantIndex, permittingGrants, referrerId } from '../reference-grant.ts';
import { CROSSING_KINDS, type CrossReference, referencesInto, referencesOutOf } from './cross-references.ts';
import { type GrantDifference, onlyDifference } from './grant-difference.ts';

/** What comes of a ReferenceGrant. */
export interface GrantUsage {
  /** References that it allows. */
  readonly used: readonly CrossReference[];
  /** A reference that nothing allows, and that this grant would but for one thing. */
  readonly nearMiss: { readonly reference: CrossReference; readonly difference: GrantDifference } | undefined;
  /** Whether all references that it could allow were seen. */
  readonly complete: boolean;
}

export const grantUsage = verdictRule<GrantUsage>('grantUsage', function* (grant, { namespace = '' }) {
  const inbound = yield* referencesInto(namespace);
  const used = inbound.values.filter(({ from, target }) => allows(grant, from, target));
  const complete = inbound.complete && froms(grant).every(isKnownReferrer);
  if (used.length > 0) return { used, nearMiss: undefined, complete };
  const misplaced = froms(grant).some((from) => getIn(from, 'namespace') === namespace);
  const outbound = misplaced ? (yield* referencesOutOf(namespace)).values : [];
  return { used, nearMiss: yield* firstNearMiss(grant, [...inbound.values, ...outbound]), complete };
});

function allows(grant: RawObject, from: CrossReference['from'], target: CrossReference['target']): boolean {
  const isReferrer = froms(grant).some(
    (candidate) =>
      (asString(getIn(candidate, 'group')) ?? '') === from.group &&
      getIn(candidate, 'kind') === from.kind &&
      getIn(candidate, 'namespace') === from.namespace,
  );
  return isReferrer && permittingGrants([grant], target).length > 0;
}

function* firstNearMiss(
  grant: RawObject,
  references: readonly CrossReference[],
): Rule<GrantUsage['nearMiss']> {
  for (const reference of references) {
    const difference = onlyDifference(grant, reference);
    if (difference !== undefined && !(yield* isPermitted(reference))) return { reference, difference };
  }
  return undefined;
}

function* isPermitted({ from, target }: CrossReference): Rule<boolean> {
  const grants = yield* entry(grantIndex, target.namespace, referrerId(from));
  return grants.state === 'entry' && permittingGrants(grants.values, target).length > 0;
}

function froms(grant: RawObject): readonly Json[] {
  return asList(getIn(grant, 'spec', 'from'));
}

const KNOWN: ReadonlySet<string> = new Set(CROSSING_KINDS.map(groupKindId));

/** What kinds of others refer to is not known here. */
function isKnownReferrer(from: Json): boolean {
  const group = asString(getIn(from, 'group')) ?? '';
  return KNOWN.has(groupKindId({ group, kind: asString(getIn(from, 'kind')) ?? '' }));
}
