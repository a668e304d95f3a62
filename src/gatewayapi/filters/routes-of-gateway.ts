import { getIn } from '../../kube/json.ts';
import type { Unreadable } from '../../kube/lookup.ts';
import { groupKindId, type ObjectKey, objectKeyId } from '../../kube/object-key.ts';
import { DEFAULT_SCOPE } from '../attachment/route-indexes.ts';
import { entry, kindFact, lookup, type Rule } from '../fact.ts';
import { GATEWAY } from '../groups.ts';
import { listenerSetIndexes } from '../listeners/listener-set-parent.ts';
import { type Filter, withKeys } from './filter.ts';
import { parentFacet } from './object-facets.ts';

/** A filter, or why it cannot be known what is meant. */
export type FilterAnswer =
  | { readonly state: 'filter'; readonly filter: Filter }
  | { readonly state: 'unreadable'; readonly answer: Readable; readonly what: string };

type Readable = Exclude<Unreadable, { readonly state: 'notServed' }>;

/** Routes that name a parent; of a Gateway also those that name one of its ListenerSets, or mean every default one. */
export function* routesOfParent(parent: ObjectKey): Rule<FilterAnswer> {
  const keys = [objectKeyId(parent)];
  if (groupKindId(parent) === groupKindId(GATEWAY)) {
    if (yield* isDefaultGateway(parent)) keys.push(DEFAULT_SCOPE);
    for (const index of listenerSetIndexes) {
      // Clusters of other releases have one of the two kinds, or none.
      if ((yield* kindFact(index.kind)).state === 'notServed') continue;
      const sets = yield* entry(index, undefined, objectKeyId(parent));
      if (sets.state === 'entry') keys.push(...sets.values.map(objectKeyId));
      else if (sets.state !== 'notServed') {
        return { state: 'unreadable', answer: sets, what: `the list of ${index.kind.kind}` };
      }
    }
  }
  return { state: 'filter', filter: withKeys(parentFacet, ...keys) };
}

function* isDefaultGateway(key: ObjectKey): Rule<boolean> {
  const answer = yield* lookup(key);
  return answer.state === 'found' && getIn(answer.object, 'spec', 'defaultScope') === 'All';
}
