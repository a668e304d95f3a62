import { formatKey, type ObjectKey } from '../../../kube/object-key.ts';
import type { RawObject } from '../../../kube/raw-object.ts';
import type { ParentAttachment } from '../../attachment/parent-attachment.ts';
import { parentRefId, parentRefOf, parentVia } from '../../attachment/parent-ref.ts';
import { routeAttachment } from '../../attachment/route-attachment.ts';
import { type Rule, verdict } from '../../fact.ts';
import type { FindingCode, TimedFinding } from '../../finding.ts';
import { ROUTE_KINDS } from '../../groups.ts';
import { listenerPool } from '../../listeners/listener-pool.ts';
import { defaultReference } from '../../reference.ts';
import { isResolved } from '../../resolution.ts';
import { resolveReference } from '../../resolve-reference.ts';
import { specSites } from '../../spec-references.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';
import { refusalHint } from '../refusal-hint.ts';
import { whyNotServing } from '../why-not-serving.ts';

/** semantics.md C.2, C.7: parents that are there, and do not take or do not serve the route. */
export const routeParents: FindingRule = {
  codes: [
    'ATTACHMENT_NOT_CHECKED',
    'MESH_ROUTE_CONFLICT',
    'PARENT_NOT_SERVING',
    'PARENT_SECTION_NOT_FOUND',
    'PARENT_WITHOUT_CONTROLLER',
    'ROUTE_HOSTNAME_MISMATCH',
    'ROUTE_NOT_ALLOWED',
  ],
  kinds: ROUTE_KINDS,
  *find(route, key) {
    const answer = yield* verdict(routeAttachment, key);
    const parents = answer.state === 'judged' ? answer.value.parents : [];
    const findings: TimedFinding[] = [];
    const seen = new Set<string>();
    for (const site of specSites(route, 'parent')) {
      const reference = defaultReference(site);
      const id = parentRefId(parentRefOf(reference));
      if (seen.has(id)) continue;
      seen.add(id);
      const resolution = yield* resolveReference(reference);
      // What does not resolve is told about as a reference; of what is assumed there is nothing to tell.
      if (!isResolved(resolution) || resolution.referent === undefined) continue;
      const attachment = parents.find(({ parentRef }) => parentRefId(parentRef) === id);
      const problem =
        attachment === undefined
          ? yield* withoutController(route, reference.target)
          : yield* attachmentProblem(route, attachment);
      if (problem === undefined) continue;
      findings.push(findingOf(key, { ...problem, path: reference.path(), related: [reference.target] }));
    }
    return findings;
  },
};

interface ParentProblem {
  readonly code: FindingCode;
  readonly message: string;
  readonly hint?: string | undefined;
}

function* withoutController(route: RawObject, parent: ObjectKey): Rule<ParentProblem | undefined> {
  if (parentVia(parent) !== 'gateway') return undefined;
  const code = 'PARENT_WITHOUT_CONTROLLER';
  const pool = yield* verdict(listenerPool, parent);
  if (pool.state !== 'judged') return undefined;
  if (pool.value.state === 'unowned') {
    const message = `no controller looks at ${formatKey(parent)}: ${pool.value.message}`;
    return { code, message, hint: 'Look at the findings of the parent.' };
  }
  const message = `the controller of ${formatKey(parent)} does not support ${route.kind}s`;
  return { code, message, hint: 'Use a kind of route that it supports, or a Gateway of another class.' };
}

const CODES: { readonly [reason: string]: FindingCode } = {
  Conflicted: 'MESH_ROUTE_CONFLICT',
  NoMatchingListenerHostname: 'ROUTE_HOSTNAME_MISMATCH',
  NotAllowedByListeners: 'ROUTE_NOT_ALLOWED',
};

function* attachmentProblem(route: RawObject, attachment: ParentAttachment): Rule<ParentProblem | undefined> {
  const { accepted, attached, via } = attachment;
  if (attached === true) return via === 'gateway' ? yield* servingProblem(attachment) : undefined;
  const { status, reason, message } = accepted;
  if (status === 'Unknown') return { code: 'ATTACHMENT_NOT_CHECKED', message };
  if (reason === 'NoMatchingParent') {
    return { code: via === 'gateway' ? 'PARENT_NOT_SERVING' : 'PARENT_SECTION_NOT_FOUND', message };
  }
  const code = CODES[reason];
  // All other reasons are in the rules of the route (`invalid-rules.ts`).
  if (code === undefined) return undefined;
  return { code, message, hint: yield* refusalHint(route, attachment) };
}

function* servingProblem(attachment: ParentAttachment): Rule<ParentProblem | undefined> {
  const why = yield* whyNotServing(attachment);
  if (why === undefined) return undefined;
  const parent = formatKey(attachment.parentRef.target);
  const message = `${parent} takes the route and does not serve it: ${why}`;
  return { code: 'PARENT_NOT_SERVING', message, hint: 'Look at the findings of the parent.' };
}
