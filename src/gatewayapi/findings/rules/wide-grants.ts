import { asList, asString, getIn } from '../../../kube/json.ts';
import { formatKind, type GroupKind, sameGroupKind } from '../../../kube/object-key.ts';
import { verdict } from '../../fact.ts';
import { REFERENCE_GRANT, SECRET } from '../../groups.ts';
import type { CrossReference } from '../cross-references.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';
import { grantUsage } from '../grant-usage.ts';

const MOST_NAMED = 8;

/** A `to` without a name opens every object of its kind, those to come included. */
export const wideGrants: FindingRule = {
  codes: ['GRANT_OPENS_SECRETS', 'GRANT_TOO_WIDE'],
  kinds: [REFERENCE_GRANT],
  *find(grant, key) {
    const answer = yield* verdict(grantUsage, key);
    // An unused one is told about as such.
    if (answer.state !== 'judged' || answer.value.used.length === 0) return [];
    const { used } = answer.value;
    return asList(getIn(grant, 'spec', 'to')).flatMap((to, index) => {
      const kind = { group: asString(getIn(to, 'group')) ?? '', kind: asString(getIn(to, 'kind')) ?? '' };
      if ((asString(getIn(to, 'name')) ?? '') !== '') return [];
      return [
        findingOf(key, {
          code: sameGroupKind(kind, SECRET) ? 'GRANT_OPENS_SECRETS' : 'GRANT_TOO_WIDE',
          message: `it opens every ${formatKind(kind)} of namespace ${key.namespace ?? ''}, those to come included`,
          path: `spec.to[${index}]`,
          hint: hintFor(kind, used),
        }),
      ];
    });
  },
};

function hintFor(kind: GroupKind, used: readonly CrossReference[]): string {
  const names = new Set(
    used.filter(({ target }) => sameGroupKind(target, kind)).map(({ target }) => target.name),
  );
  if (names.size === 0) return 'Nothing refers to such an object: remove the entry.';
  if (names.size > MOST_NAMED)
    return `${names.size} of them are referred to; name each in an entry of its own.`;
  const entries = [...names].map(
    (name) => `- group: ${JSON.stringify(kind.group)}\n  kind: ${kind.kind}\n  name: ${name}`,
  );
  return `Name what is referred to:\n${entries.join('\n')}`;
}
