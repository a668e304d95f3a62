import type { ParentAttachment } from '../../attachment/parent-attachment.ts';
import { routeAttachment } from '../../attachment/route-attachment.ts';
import { type Capabilities, EVERYTHING } from '../../capabilities/capabilities.ts';
import { premises, verdict } from '../../fact.ts';
import type { TimedFinding } from '../../finding.ts';
import { GRPC_ROUTE, HTTP_ROUTE } from '../../groups.ts';
import { ruleProblems } from '../../route-rules/judge-rules.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

/** semantics.md C.7: rules that controllers drop. Where all are, the route is not accepted. */
export const invalidRules: FindingRule = {
  codes: ['ROUTE_RULE_INVALID'],
  kinds: [HTTP_ROUTE, GRPC_ROUTE],
  *find(route, key) {
    const answer = yield* verdict(routeAttachment, key);
    const parents = answer.state === 'judged' ? answer.value.parents : [];
    const taken = yield* premises();
    const findings: TimedFinding[] = [];
    for (const capabilities of judgesOf(parents)) {
      const circumstances = { routeKind: route.kind, capabilities, premises: taken };
      for (const [index, { message }] of ruleProblems(route, circumstances)) {
        const path = `spec.rules[${index}]`;
        findings.push(findingOf(key, { code: 'ROUTE_RULE_INVALID', message, path, hint: HINT }));
      }
    }
    return findings;
  },
};

const HINT = 'Until it is corrected the rule does not exist: its requests go to other rules, or get 404.';

/** Where a parent takes the route, its rules are judged already: only those parents are asked that drop some. */
function judgesOf(parents: readonly ParentAttachment[]): Iterable<Capabilities> {
  const judging = parents.filter(
    ({ attached, droppedRules }) => attached === true || droppedRules.length > 0,
  );
  if (judging.length === 0) return new Set([EVERYTHING, ...parents.map(({ capabilities }) => capabilities)]);
  const dropping = judging.filter(({ droppedRules }) => droppedRules.length > 0);
  return new Set(dropping.map(({ capabilities }) => capabilities));
}
