import { asObject, asString, type Json, type JsonObject } from '../../../src/kube/json.ts';
import type { Authenticated } from './authentication.ts';
import { type Deed, isAllowed, type Rule, rulesFor } from './authorization.ts';
import { type Answer, ok } from './status-object.ts';

export interface ReviewRequest {
  readonly method: string;
  readonly path: string;
  readonly body: Json | undefined;
  readonly who: Authenticated;
  readonly rules: readonly Rule[] | undefined;
  /** Some authorizers cannot list what they allow. */
  readonly rulesIncomplete: boolean;
}

/** What everybody may ask about himself: who am I, may I, what may I. Undefined for other requests. */
export function reviewAnswer({
  method,
  path,
  body,
  who,
  rules,
  rulesIncomplete,
}: ReviewRequest): Answer | undefined {
  if (method !== 'POST') return undefined;
  const spec = asObject(asObject(body)['spec']);
  switch (path) {
    case '/apis/authentication.k8s.io/v1/selfsubjectreviews':
      return created(body, { userInfo: userInfo(who) });
    case '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews':
      return created(body, { allowed: isAllowed(who, deedIn(asObject(spec['resourceAttributes'])), rules) });
    case '/apis/authorization.k8s.io/v1/selfsubjectrulesreviews': {
      const namespace = asString(spec['namespace']) ?? '';
      const resourceRules = rulesFor(who, namespace, rules).map(resourceRule);
      return created(body, { resourceRules, nonResourceRules: [], incomplete: rulesIncomplete });
    }
    default:
      return undefined;
  }
}

function created(body: Json | undefined, status: JsonObject): Answer {
  return ok({ metadata: {}, ...asObject(body), status }, 201);
}

function userInfo({ user, uid, groups }: Authenticated): JsonObject {
  const everybody = user === 'system:anonymous' ? 'system:unauthenticated' : 'system:authenticated';
  return { username: user, ...(uid === undefined ? {} : { uid }), groups: [...groups, everybody] };
}

function deedIn(attributes: JsonObject): Deed {
  const text = (field: string) => asString(attributes[field]) || undefined;
  return {
    verb: text('verb') ?? '',
    group: text('group') ?? '',
    resource: [text('resource') ?? '', text('subresource') ?? []].flat().join('/'),
    namespace: text('namespace'),
    name: text('name'),
  };
}

function resourceRule({ verbs, groups, resources, names }: Rule): JsonObject {
  return {
    verbs: [...(verbs ?? ['*'])],
    apiGroups: [...(groups ?? ['*'])],
    resources: [...(resources ?? ['*'])],
    ...(names === undefined ? {} : { resourceNames: [...names] }),
  };
}
