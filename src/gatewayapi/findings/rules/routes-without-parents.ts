import { routeAttachment } from '../../attachment/route-attachment.ts';
import { verdict } from '../../fact.ts';
import { ROUTE_KINDS } from '../../groups.ts';
import { specSites } from '../../spec-references.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

/** A route that names no parent, and for which no default Gateway stands in. */
export const routesWithoutParents: FindingRule = {
  codes: ['ROUTE_WITHOUT_PARENTS'],
  kinds: ROUTE_KINDS,
  *find(route, key) {
    const answer = yield* verdict(routeAttachment, key);
    const hasParents = answer.state !== 'judged' || answer.value.parents.length > 0 || !answer.value.complete;
    if (hasParents || specSites(route, 'parent').length > 0) return [];
    return [
      findingOf(key, {
        code: 'ROUTE_WITHOUT_PARENTS',
        message: 'the route names no parent, so that nobody serves it',
        path: 'spec',
        hint: 'Name a Gateway:\nspec:\n  parentRefs:\n  - name: my-gateway',
      }),
    ];
  },
};
