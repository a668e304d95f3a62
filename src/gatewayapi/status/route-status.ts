import type { RawObject } from '../../kube/raw-object.ts';
import type { ParentAttachment } from '../attachment/parent-attachment.ts';
import { routeAttachment } from '../attachment/route-attachment.ts';
import { routeReferences } from '../attachment/route-references.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';
import type { CombinedReferences } from '../conditions/combine-resolutions.ts';
import { type ComputedCondition, isUnknown } from '../conditions/computed-condition.ts';
import { resolvedRefs } from '../conditions/resolved-refs.ts';
import { type Rule, verdict, verdictRule } from '../fact.ts';
import { isIncomplete } from './is-incomplete.ts';

export interface RouteParentStatus {
  readonly attachment: ParentAttachment;
  readonly conditions: readonly ComputedCondition[];
}

export interface RouteStatus {
  readonly parents: readonly RouteParentStatus[];
  /** Whether something was hidden that could make a difference. */
  readonly incomplete: boolean;
}

/** semantics.md C.7: what controllers write into the status of a route, one entry for each parent. */
export const routeStatus = verdictRule<RouteStatus>('routeStatus', function* (route, key) {
  const answer = yield* verdict(routeAttachment, key);
  if (answer.state !== 'judged') return { parents: [], incomplete: true };
  const references = new ReferencesOnce(route);
  const parents: RouteParentStatus[] = [];
  for (const attachment of answer.value.parents) {
    parents.push({ attachment, conditions: yield* conditionsOf(attachment, references) });
  }
  const conditions = parents.flatMap((parent) => parent.conditions);
  return { parents, incomplete: !answer.value.complete || isIncomplete(conditions) };
});

function* conditionsOf(
  attachment: ParentAttachment,
  references: ReferencesOnce,
): Rule<readonly ComputedCondition[]> {
  const { accepted, partiallyInvalid, unreadable } = attachment;
  // Where nothing is known of the parent, neither is whether anybody resolves references for it.
  if (unreadable !== undefined) return [accepted, isUnknown('ResolvedRefs', unreadable)];
  const refs = resolvedRefs(yield* references.get(attachment));
  return partiallyInvalid === undefined ? [accepted, refs] : [accepted, refs, partiallyInvalid];
}

/** Parents of one sort and one controller share the outcome. */
class ReferencesOnce {
  readonly #route: RawObject;
  readonly #known: { via: string; capabilities: Capabilities; combined: CombinedReferences }[] = [];

  constructor(route: RawObject) {
    this.#route = route;
  }

  *get({ via, capabilities }: ParentAttachment): Rule<CombinedReferences> {
    const known = this.#known.find(
      (candidate) =>
        candidate.via === via && candidate.capabilities.backendKinds === capabilities.backendKinds,
    );
    if (known !== undefined) return known.combined;
    const combined = yield* routeReferences(this.#route, via, capabilities);
    this.#known.push({ via, capabilities, combined });
    return combined;
  }
}
