import { asList, asString, getIn, type Json } from '../../kube/json.ts';
import { formatKey, formatKind, type ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { kindFact, listObjects, lookup, premises, type Rule } from '../fact.ts';
import type { TimedFinding } from '../finding.ts';
import { NAMESPACE } from '../groups.ts';
import type { CrossReference } from './cross-references.ts';
import { findingOf } from './finding-rule.ts';

/** What a ReferenceGrant names and is not there; nobody else would say so, as grants have no status. */
export function* danglingEntries(
  grant: RawObject,
  key: ObjectKey,
  used: readonly CrossReference[],
): Rule<readonly TimedFinding[]> {
  const findings: TimedFinding[] = [];
  for (const [index, from] of asList(getIn(grant, 'spec', 'from')).entries()) {
    const namespace = asString(getIn(from, 'namespace')) ?? '';
    const isUsed = used.some((reference) => reference.from.namespace === namespace);
    if (!isUsed) findings.push(...(yield* danglingFrom(key, namespace, `spec.from[${index}].namespace`)));
  }
  for (const [index, to] of asList(getIn(grant, 'spec', 'to')).entries()) {
    const name = asString(getIn(to, 'name')) ?? '';
    // That the referent of a reference is missing is told where the reference is.
    const isUsed = used.some(({ target }) => target.name === name);
    if (!isUsed) findings.push(...(yield* danglingTo(key, to, `spec.to[${index}]`)));
  }
  return findings;
}

function* danglingFrom(grant: ObjectKey, namespace: string, path: string): Rule<readonly TimedFinding[]> {
  const key: ObjectKey = { ...NAMESPACE, name: namespace };
  const answer = yield* lookup(key);
  if (answer.state !== 'absent' || !(yield* holdsNamespaces())) return [];
  const message = `${formatKey(key)} does not exist, so that nothing in it can refer`;
  const hint = 'Correct the name; namespaces are named exactly, without wildcards.';
  return [findingOf(grant, { code: 'GRANT_DANGLING', message, path, hint, related: [key] })];
}

/** Files often leave Namespaces out altogether. */
function* holdsNamespaces(): Rule<boolean> {
  if ((yield* premises()).absentClass === 'missing') return true;
  const all = yield* listObjects(NAMESPACE);
  return all.state === 'listed' && all.objects.length > 0;
}

function* danglingTo(grant: ObjectKey, to: Json, path: string): Rule<readonly TimedFinding[]> {
  const target = {
    group: asString(getIn(to, 'group')) ?? '',
    kind: asString(getIn(to, 'kind')) ?? '',
    namespace: grant.namespace,
    name: asString(getIn(to, 'name')) ?? '',
  };
  if (target.group === 'core') {
    const message = 'the core group is written "", "core" is another group';
    const hint = `Write group: "" for kind ${target.kind}.`;
    return [findingOf(grant, { code: 'GROUP_CORE', message, path: `${path}.group`, hint })];
  }
  const kind = yield* kindFact(target);
  const dangling = { code: 'GRANT_DANGLING' } as const;
  if (kind.state === 'notServed' && (yield* premises()).absentClass === 'missing') {
    const message = `this cluster has no kind ${formatKind(target)}`;
    return [findingOf(grant, { ...dangling, message, path, hint: 'Correct group and kind.' })];
  }
  if (target.name === '') return [];
  const answer = yield* lookup(target);
  if (answer.state !== 'absent') return [];
  const message = `${formatKey(target)} does not exist`;
  const hint = 'Correct the name, or delete the entry.';
  return [findingOf(grant, { ...dangling, message, path: `${path}.name`, hint, related: [target] })];
}
