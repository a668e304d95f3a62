import { groupKindId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { Capabilities } from '../capabilities/capabilities.ts';
import { type CombinedReferences, combineResolutions } from '../conditions/combine-resolutions.ts';
import type { Rule } from '../fact.ts';
import { defaultReference } from '../reference.ts';
import { broken, type Resolution, resolved, targetText } from '../resolution.ts';
import { resolveReference } from '../resolve-reference.ts';
import { specSites } from '../spec-references.ts';
import type { ParentVia } from './parent-ref.ts';

/**
 * What the backends and extensions of a route come to for parents of one sort and a controller (semantics.md B.3): a
 * mesh asks for no ReferenceGrants, and which further kinds are backends is the controller's choice.
 */
export function* routeReferences(
  route: RawObject,
  via: ParentVia,
  capabilities: Capabilities,
): Rule<CombinedReferences> {
  const resolutions: Resolution[] = [];
  for (const site of [...specSites(route, 'backend'), ...specSites(route, 'extension')]) {
    const reference = { ...defaultReference(site), via };
    resolutions.push(byController(yield* resolveReference(reference), capabilities));
  }
  return combineResolutions(resolutions);
}

/** Settles what only the implementation knows, where somebody said which kinds it supports. */
export function byController(resolution: Resolution, { backendKinds }: Capabilities): Resolution {
  const { reference, reason, referent } = resolution;
  if (backendKinds === undefined || reason !== 'Unknown' || referent === undefined) return resolution;
  const kind = groupKindId(reference.target);
  const isSupported = backendKinds.some((candidate) => groupKindId(candidate) === kind);
  return isSupported
    ? resolved(reference, `${targetText(reference)} exists`, { referent })
    : broken(
        reference,
        'InvalidKind',
        `${targetText(reference)} is of a kind that the controller does not support`,
        {
          referent,
        },
      );
}
