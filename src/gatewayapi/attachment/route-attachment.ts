import type { RawObject } from '../../kube/raw-object.ts';
import { entriesAcross } from '../entries-across.ts';
import { type Rule, verdictRule } from '../fact.ts';
import { attachToListeners } from './attach-to-listeners.ts';
import { attachToService } from './attach-to-service.ts';
import type { ParentAttachment } from './parent-attachment.ts';
import { type ParentRef, parentRefId, parentRefs, parentVia, usesDefaultGateways } from './parent-ref.ts';
import { DEFAULT_SCOPE, defaultGateways } from './route-indexes.ts';

export interface RouteAttachment {
  /** In the order of the spec; parents that no controller would report are left out. */
  readonly parents: readonly ParentAttachment[];
  /** False where default Gateways may exist that could not be seen. */
  readonly complete: boolean;
}

/** semantics.md C.1 step 7: where a route attaches. It says nothing of the route's references. */
export const routeAttachment = verdictRule<RouteAttachment>('routeAttachment', function* (route) {
  const { refs, complete } = yield* allParentRefs(route);
  const parents: ParentAttachment[] = [];
  for (const ref of refs) {
    const attachment = yield* attach(route, ref);
    if (attachment !== undefined) parents.push(attachment);
  }
  return { parents, complete };
});

function* attach(route: RawObject, ref: ParentRef): Rule<ParentAttachment | undefined> {
  const via = parentVia(ref.target);
  if (via === undefined || ref.target.name === '') return undefined;
  return via === 'gateway' ? yield* attachToListeners(route, ref) : yield* attachToService(route, ref);
}

interface ParentRefs {
  readonly refs: readonly ParentRef[];
  readonly complete: boolean;
}

/** What the spec names, and the default Gateways where it asks for them: one list, each parent once. */
function* allParentRefs(route: RawObject): Rule<ParentRefs> {
  const named = parentRefs(route);
  if (!usesDefaultGateways(route)) return { refs: named, complete: true };
  const gateways = yield* entriesAcross(defaultGateways, DEFAULT_SCOPE, route.metadata.namespace);
  const implied = gateways.values.map((target) => ({ target, sectionName: undefined, port: undefined }));
  const distinct = new Map([...named, ...implied].map((ref) => [parentRefId(ref), ref]));
  return { refs: [...distinct.values()], complete: gateways.complete };
}
