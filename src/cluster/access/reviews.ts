import { asObject, type Json, type JsonObject } from '../../kube/json.ts';
import { type ApiAnswer, type CallResult, type NoAnswer, unreachable } from '../live/api-answer.ts';
import type { AccessQuestion } from './access-question.ts';
import { RuleHint } from './rule-hint.ts';

/** As the user that it is about. */
export type PostReview = (path: string, body: JsonObject) => Promise<CallResult>;

/** An answer, or why nobody knows; that is not kept, and lets nothing be read. */
export type Verdict = 'allowed' | 'denied' | NoAnswer;

const AUTHENTICATION = 'authentication.k8s.io/v1';
const AUTHORIZATION = 'authorization.k8s.io/v1';
/** A rule for many objects may come with as many names, which nobody needs to hold. */
const MAX_RULES = 10_000;

/** Who the API server takes the user for: `userInfo`, or undefined where it cannot say (before Kubernetes 1.28). */
export async function reviewSelf(
  post: PostReview,
): Promise<{ readonly userInfo: Json | undefined } | NoAnswer> {
  const answer = await review(post, AUTHENTICATION, 'SelfSubjectReview');
  if (answer.state === 'unavailable') return answer;
  const isOlder = answer.status === 404 || answer.status === 403;
  if (isOlder) return { userInfo: undefined };
  const status = statusOf(answer);
  return status === undefined ? unreviewed('say who is asking', answer) : { userInfo: status['userInfo'] };
}

/** Whether the user may. */
export async function reviewAccess(
  post: PostReview,
  { verb, group, resource, namespace, name }: AccessQuestion,
): Promise<Verdict> {
  const resourceAttributes = {
    verb,
    group,
    resource,
    ...(namespace === undefined ? {} : { namespace }),
    ...(name === undefined ? {} : { name }),
  };
  const answer = await review(post, AUTHORIZATION, 'SelfSubjectAccessReview', { resourceAttributes });
  if (answer.state === 'unavailable') return answer;
  const status = statusOf(answer);
  if (status === undefined) return unreviewed(`say who may ${verb} ${resource}`, answer);
  // "denied" goes before "allowed", should an authorizer ever say both
  return status['allowed'] === true && status['denied'] !== true ? 'allowed' : 'denied';
}

/** What rules the user has in a namespace; NONE where the API server does not say. */
export async function reviewRules(post: PostReview, namespace: string): Promise<RuleHint | NoAnswer> {
  const answer = await review(post, AUTHORIZATION, 'SelfSubjectRulesReview', { namespace });
  if (answer.state === 'unavailable') return answer;
  const status = statusOf(answer);
  const rules = status?.['resourceRules'];
  return Array.isArray(rules) && rules.length <= MAX_RULES ? RuleHint.of(status) : RuleHint.NONE;
}

function review(post: PostReview, apiVersion: string, kind: string, spec?: JsonObject): Promise<CallResult> {
  const path = `/apis/${apiVersion}/${kind.toLowerCase()}s`;
  return post(path, { apiVersion, kind, ...(spec === undefined ? {} : { spec }) });
}

function statusOf({ status, body }: ApiAnswer): JsonObject | undefined {
  return status === 200 || status === 201 ? asObject(asObject(body)['status']) : undefined;
}

function unreviewed(words: string, { status }: ApiAnswer): NoAnswer {
  return unreachable(`the cluster could not ${words} (status ${status})`);
}
