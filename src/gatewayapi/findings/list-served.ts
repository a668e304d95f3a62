import type { ListResult } from '../../kube/lookup.ts';
import type { GroupKind } from '../../kube/object-key.ts';
import { kindFact, listObjects, type Rule } from '../fact.ts';

/** All objects of a kind. That a cluster lacks one of the kinds looked through is nothing to warn its reader of. */
export function* listServed(kind: GroupKind, namespace: string | undefined): Rule<ListResult> {
  const known = yield* kindFact(kind);
  return known.state === 'notServed' ? known : yield* listObjects(kind, namespace);
}
