import { verdict } from '../../fact.ts';
import type { FindingCode } from '../../finding.ts';
import { LISTENER_SET, X_LISTENER_SET } from '../../groups.ts';
import { listenerSetParent } from '../../listeners/listener-set-parent.ts';
import { isResolved } from '../../resolution.ts';
import { resolveReference } from '../../resolve-reference.ts';
import { listenerSetStatus } from '../../status/listener-set-status.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

const CODES: { readonly [reason: string]: FindingCode } = {
  Forbidden: 'ATTACHMENT_NOT_CHECKED',
  NotAllowed: 'LISTENER_SET_NOT_ALLOWED',
  ParentNotAccepted: 'PARENT_NOT_SERVING',
  ParentNotProgrammed: 'PARENT_NOT_SERVING',
  Pending: 'PARENT_WITHOUT_CONTROLLER',
  Unknown: 'ATTACHMENT_NOT_CHECKED',
};

const HINTS: { readonly [C in FindingCode]?: string } = {
  LISTENER_SET_NOT_ALLOWED:
    'Let the Gateway take ListenerSets:\nspec:\n  allowedListeners:\n    namespaces:\n      from: Same   # or All, or Selector',
  PARENT_NOT_SERVING: 'Look at the findings of the Gateway.',
  PARENT_WITHOUT_CONTROLLER: 'Look at the findings of the Gateway.',
};

/** semantics.md C.6: a ListenerSet and its Gateway. What is wrong with its listeners is told about one by one. */
export const listenerSets: FindingRule = {
  codes: [...new Set(Object.values(CODES))],
  kinds: [LISTENER_SET, X_LISTENER_SET],
  *find(listenerSet, key) {
    const parent = listenerSetParent(listenerSet);
    const resolution = parent === undefined ? undefined : yield* resolveReference(parent);
    if (parent === undefined || resolution === undefined || !isResolved(resolution)) return [];
    if (resolution.referent === undefined) return [];
    const answer = yield* verdict(listenerSetStatus, key);
    const conditions = answer.state === 'judged' ? answer.value.conditions : [];
    const problem = conditions.find(({ status, reason }) => status !== 'True' && CODES[reason] !== undefined);
    const code = problem === undefined ? undefined : CODES[problem.reason];
    if (problem === undefined || code === undefined) return [];
    const { message } = problem;
    const related = [parent.target];
    return [findingOf(key, { code, message, path: 'spec.parentRef', hint: HINTS[code], related })];
  },
};
