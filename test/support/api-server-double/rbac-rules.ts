import { asList, asObject, asString, type Json, type JsonObject } from '../../../src/kube/json.ts';
import {
  CLUSTER_ROLE_BINDING_RESOURCE,
  CLUSTER_ROLE_RESOURCE,
  ROLE_BINDING_RESOURCE,
  ROLE_RESOURCE,
} from './api-resource.ts';
import type { Rule } from './authorization.ts';
import type { ObjectStore, StoredObject } from './object-store.ts';
import { serviceAccountUser } from './service-account-tokens.ts';

/** What the bindings in the store give. */
export function rbacRules(store: ObjectStore): readonly Rule[] {
  const everywhere = store
    .list(CLUSTER_ROLE_BINDING_RESOURCE, undefined)
    .flatMap((binding) => rulesOf(store, binding));
  const somewhere = store.list(ROLE_BINDING_RESOURCE, undefined).flatMap((binding) => {
    const namespaces = [asString(binding.metadata['namespace']) ?? ''];
    return rulesOf(store, binding).map((rule) => ({ ...rule, namespaces }));
  });
  return [...everywhere, ...somewhere];
}

/** A binding to a role that is not there gives nothing, as in a cluster. */
function rulesOf(store: ObjectStore, binding: StoredObject): readonly Rule[] {
  const { kind, name } = asObject(binding['roleRef']);
  const namespace = asString(binding.metadata['namespace']) ?? '';
  const role =
    kind === 'Role'
      ? store.get(ROLE_RESOURCE, namespace, asString(name) ?? '')
      : store.get(CLUSTER_ROLE_RESOURCE, '', asString(name) ?? '');
  const users = asList(binding['subjects']).map((subject) => subjectName(asObject(subject), namespace));
  return asList(role?.['rules']).flatMap((rule) => ruleOf(asObject(rule), users));
}

function subjectName({ kind, name, namespace }: JsonObject, home: string): string {
  const text = asString(name) ?? '';
  if (kind === 'ServiceAccount') return serviceAccountUser(asString(namespace) ?? home, text);
  return kind === 'Group' ? `group:${text}` : text;
}

/** Rules about paths that belong to no resource concern nothing that the double refuses. */
function ruleOf(rule: JsonObject, users: readonly string[]): readonly Rule[] {
  if (rule['resources'] === undefined) return [];
  const names = texts(rule['resourceNames']);
  return [
    {
      users,
      ...restricted('verbs', rule['verbs']),
      ...restricted('groups', rule['apiGroups']),
      ...restricted('resources', rule['resources']),
      ...(names.length === 0 ? {} : { names }),
    },
  ];
}

function restricted(field: 'verbs' | 'groups' | 'resources', list: Json | undefined): Partial<Rule> {
  const allowed = texts(list);
  return allowed.includes('*') ? {} : { [field]: allowed };
}

function texts(list: Json | undefined): readonly string[] {
  return asList(list).flatMap((item) => asString(item) ?? []);
}
