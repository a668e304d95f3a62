import { asList, asString, getIn } from '../../kube/json.ts';
import { formatKind, type ObjectKey, sameKey } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { entry, kindFact, lookup, type Rule } from '../fact.ts';
import { resolveReference } from '../resolve-reference.ts';
import type { IncomingAnswer, IncomingReference } from './incoming-references.ts';
import type { ReverseIndexes } from './reverse-indexes.ts';

interface Referrers {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
}

/** The references that a grant permits now: those that would be refused if no grant was there. */
export function* permittedByGrant(grant: RawObject, indexes: ReverseIndexes): Rule<IncomingAnswer> {
  const references: IncomingReference[] = [];
  for (const from of referrersOf(grant)) {
    const answer = yield* permittedFrom(from, grant, indexes);
    if (answer.state === 'unreadable') return answer;
    references.push(...answer.references);
  }
  return { state: 'references', references };
}

/** Each once: what two entries allow is allowed no more than by one. */
function referrersOf(grant: RawObject): readonly Referrers[] {
  const entries = asList(getIn(grant, 'spec', 'from')).map((from) => ({
    group: asString(getIn(from, 'group')) ?? '',
    kind: asString(getIn(from, 'kind')) ?? '',
    namespace: asString(getIn(from, 'namespace')) ?? '',
  }));
  const named = entries.filter(({ namespace }) => namespace !== '');
  return [...new Map(named.map((from) => [`${from.group}/${from.kind}/${from.namespace}`, from])).values()];
}

function* permittedFrom(from: Referrers, grant: RawObject, indexes: ReverseIndexes): Rule<IncomingAnswer> {
  const index = indexes.ofKind(from);
  if (index === undefined) return NONE;
  const served = yield* kindFact(index.kind);
  if (served.state === 'notServed') return NONE;
  const owners = yield* entry(index.byNamespace, from.namespace, grant.metadata.namespace ?? '');
  if (owners.state === 'notServed') return NONE;
  if (owners.state !== 'entry') {
    const what = `the list of ${formatKind(index.kind)} in namespace ${from.namespace}`;
    return { state: 'unreadable', answer: owners, what };
  }
  const references: IncomingReference[] = [];
  for (const owner of owners.values) references.push(...(yield* permittedOf(owner, grant, indexes)));
  return { state: 'references', references };
}

function* permittedOf(
  owner: ObjectKey,
  grant: RawObject,
  { referencesOf }: ReverseIndexes,
): Rule<readonly IncomingReference[]> {
  const object = yield* lookup(owner);
  if (object.state !== 'found') return [];
  const { namespace } = grant.metadata;
  const permitted: IncomingReference[] = [];
  for (const reference of referencesOf(object.object)) {
    if (reference.target.namespace !== namespace) continue;
    const { permittedBy } = yield* resolveReference(reference);
    if (permittedBy.some((each) => sameKey(keyOf(each), keyOf(grant))))
      permitted.push({ reference, distance: 1 });
  }
  return permitted;
}

const NONE: IncomingAnswer = { state: 'references', references: [] };
