import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { policyKindsFact, type Rule, verdictRule } from '../fact.ts';
import type { TimedFinding } from '../finding.ts';
import { policyKindOf } from '../policies/policy-kinds.ts';
import { compareWithinObject } from './compare-findings.ts';
import type { FindingRule } from './finding-rule.ts';
import { FINDING_RULES } from './finding-rules.ts';
import { ignoredCodes } from './ignored-codes.ts';
import { policies } from './rules/policies.ts';

const kindsById = new Map(
  FINDING_RULES.flatMap(({ kinds }) => kinds.map((kind) => [groupKindId(kind), kind])),
);

/** The kinds that have rules, each once. */
export const JUDGED_KINDS: readonly GroupKind[] = [...kindsById.values()];

const rulesOfKinds: ReadonlyMap<string, readonly FindingRule[]> = new Map(
  [...kindsById.keys()].map((id) => [
    id,
    FINDING_RULES.filter(({ kinds }) => kinds.some((kind) => groupKindId(kind) === id)),
  ]),
);

/** Whether there are rules for a kind; policies of other kinds have theirs, too. */
export function isJudged(kind: GroupKind): boolean {
  return kindsById.has(groupKindId(kind));
}

/** The kinds in whose objects there is something to look for: those that have rules, and policies of any kind. */
export function* judgedKinds(): Rule<readonly GroupKind[]> {
  const known = yield* policyKindsFact();
  if (known.state !== 'policyKinds') return JUDGED_KINDS;
  return [...JUDGED_KINDS, ...known.kinds.filter((kind) => !kindsById.has(groupKindId(kind)))];
}

function* rulesOf(kind: GroupKind): Rule<readonly FindingRule[]> {
  const known = rulesOfKinds.get(groupKindId(kind));
  if (known !== undefined) return known;
  return (yield* policyKindOf(kind)) === undefined ? [] : [policies];
}

/** Everything that is to be said about one object, at whatever time it holds; in the order of its fields. */
export const objectFindings = verdictRule<readonly TimedFinding[]>('findings', function* (object, key) {
  const ignored = ignoredCodes(object);
  const found: TimedFinding[] = [];
  for (const rule of yield* rulesOf(key)) {
    if (rule.codes.every((code) => ignored.has(code))) continue;
    found.push(...(yield* rule.find(object, key)));
  }
  const told = ignored.size === 0 ? found : found.filter(({ code }) => !ignored.has(code));
  return withoutRepeats(told.sort(compareWithinObject));
});

/** In order, so that those that say the same stand side by side. */
function withoutRepeats(findings: readonly TimedFinding[]): readonly TimedFinding[] {
  return findings.filter((finding, index) => {
    const before = findings[index - 1];
    return before === undefined || compareWithinObject(before, finding) !== 0;
  });
}
