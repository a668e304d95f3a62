import type { IncomingMessage } from 'node:http';
import type { Json } from '../../../src/kube/json.ts';
import type { ApiResource } from './api-resource.ts';
import type { Authenticated } from './authentication.ts';
import { type Deed, isAllowed } from './authorization.ts';
import type { DoubleState } from './double-state.ts';
import type { Asked } from './faults.ts';
import { generalAnswer } from './general-paths.ts';
import { getObject, listObjects } from './read-handlers.ts';
import { type RequestTarget, requestTarget } from './request-target.ts';
import { reviewAnswer } from './reviews.ts';
import { type Answer, forbidden, NO_SUCH_PATH, UNAUTHORIZED, unsupportedMediaType } from './status-object.ts';
import type { WatchAnswer } from './watches.ts';
import { writeObject } from './write-handlers.ts';

interface Incoming {
  readonly double: DoubleState;
  readonly request: IncomingMessage;
  readonly asked: Asked;
  readonly who: Authenticated | undefined;
  readonly body: Json | undefined;
}

const TOKEN_PATH = /^\/api\/v1\/namespaces\/([^/]+)\/serviceaccounts\/([^/]+)\/token$/;

const WRITE_VERBS: Readonly<Record<string, string>> = {
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** Authentication, then paths that everybody may read, then rights, then the resource itself. */
export function answerRequest(incoming: Incoming): Answer | WatchAnswer {
  const { double, asked, who, request } = incoming;
  if (who === undefined) return UNAUTHORIZED;
  const { effectiveRules: rules, rulesIncomplete } = double;
  if (!mayActAs(who, rules)) return forbiddenToImpersonate(who);
  const review = reviewAnswer({ ...asked, body: incoming.body, who, rules, rulesIncomplete });
  if (review !== undefined) return review;
  const general = generalAnswer({
    path: asked.path,
    accept: request.headers.accept ?? '',
    ifNoneMatch: request.headers['if-none-match'],
    resources: double.resources,
    crds: double.crds,
    discovery: double.discovery,
    stale: double.staleVersions,
    kubernetesVersion: double.kubernetesVersion,
  });
  if (general !== undefined) return general;
  const token = tokenAnswer(incoming, who);
  if (token !== undefined) return token;
  const target = requestTarget(asked.path);
  const resource = target && resourceFor(double.resources, target);
  if (target === undefined || resource === undefined) return NO_SUCH_PATH;
  return answerResource(incoming, who, target, resource);
}

/** The TokenRequest API; undefined for other requests. */
function tokenAnswer({ double, asked, body }: Incoming, who: Authenticated): Answer | undefined {
  const [, namespace, name] = TOKEN_PATH.exec(asked.path) ?? [];
  if (double.tokens === undefined || asked.method !== 'POST' || namespace === undefined || name === undefined)
    return undefined;
  const deed = { verb: 'create', group: '', resource: 'serviceaccounts/token', namespace, name };
  return isAllowed(who, deed, double.effectiveRules)
    ? double.tokens.issue(double.store, namespace, name, body)
    : forbidden(who.user, 'create', { group: '', plural: 'serviceaccounts/token' }, namespace);
}

function resourceFor(resources: readonly ApiResource[], target: RequestTarget): ApiResource | undefined {
  return resources.find(
    ({ group, plural, versions }) =>
      group === target.group && plural === target.plural && versions.includes(target.version),
  );
}

function answerResource(
  { double, asked, request, body }: Incoming,
  who: Authenticated,
  target: RequestTarget,
  resource: ApiResource,
): Answer | WatchAnswer {
  const { name } = target;
  const verb = WRITE_VERBS[asked.method] ?? readVerb(asked, name);
  const deed = deedOf(target, resource, verb);
  if (!isAllowed(who, deed, double.effectiveRules)) {
    double.refusals.push(deed);
    return forbidden(who.user, verb, resource, deed.namespace);
  }
  const accept = request.headers.accept ?? '';
  const question = { store: double.store, resource, target, query: asked.query, accept };
  if (verb === 'get') return getObject(question);
  if (verb === 'watch') return double.watches.answer(question);
  if (verb === 'list') return listObjects(question);
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.includes('protobuf')) return unsupportedMediaType('the API server double takes JSON only');
  return writeObject({ ...question, method: asked.method, contentType, body });
}

/** A Namespace is in itself: `/api/v1/namespaces/shop` is about the namespace shop. */
function deedOf(target: RequestTarget, { group, plural }: ApiResource, verb: string): Deed {
  const { namespace, name } = target;
  const isNamespace = group === '' && plural === 'namespaces';
  return { verb, group, resource: plural, namespace: isNamespace ? name : namespace, name };
}

/** Whoever acts as somebody else needs the right to, for the user and for each group. */
function mayActAs(
  { user, groups, impersonator }: Authenticated,
  rules: DoubleState['effectiveRules'],
): boolean {
  if (impersonator === undefined) return true;
  const namespace = undefined;
  const may = (resource: string, name: string) =>
    isAllowed(impersonator, { verb: 'impersonate', group: '', resource, namespace, name }, rules);
  return may('users', user) && groups.every((group) => may('groups', group));
}

function forbiddenToImpersonate({ impersonator, user }: Authenticated): Answer {
  return forbidden(impersonator?.user ?? user, 'impersonate', { group: '', plural: 'users' }, undefined);
}

function readVerb({ query }: Asked, name: string | undefined): string {
  if (query.get('watch') === 'true') return 'watch';
  return name === undefined ? 'list' : 'get';
}
