import type { Authenticated } from './authentication.ts';

/** What some users may do; an absent list means any. Rules only ever add rights. */
export interface Rule {
  /** Names of users, or of groups with `group:` in front. */
  readonly users?: readonly string[];
  readonly verbs?: readonly string[];
  readonly groups?: readonly string[];
  readonly resources?: readonly string[];
  /** A rule with namespaces gives nothing at the scope of the cluster. */
  readonly namespaces?: readonly string[];
  /** Counts only for requests that name an object. */
  readonly names?: readonly string[];
}

export interface Deed {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
}

export function isAllowed(who: Authenticated, deed: Deed, rules: readonly Rule[] | undefined): boolean {
  return rules === undefined || rules.some((rule) => covers(rule, who, deed));
}

/** What counts for somebody in a namespace, whether it is about that namespace alone or about all. */
export function rulesFor(
  who: Authenticated,
  namespace: string,
  rules: readonly Rule[] | undefined,
): readonly Rule[] {
  return (rules ?? [{}]).filter((rule) => concerns(rule, who) && holds(rule.namespaces, namespace));
}

function concerns({ users }: Rule, who: Authenticated): boolean {
  const subjects = [who.user, ...who.groups.map((group) => `group:${group}`)];
  return users === undefined || subjects.some((subject) => users.includes(subject));
}

function covers(rule: Rule, who: Authenticated, deed: Deed): boolean {
  return (
    concerns(rule, who) &&
    holds(rule.verbs, deed.verb) &&
    holds(rule.groups, deed.group) &&
    holds(rule.resources, deed.resource) &&
    holds(rule.namespaces, deed.namespace) &&
    holds(rule.names, deed.name)
  );
}

function holds(allowed: readonly string[] | undefined, value: string | undefined): boolean {
  return allowed === undefined || (value !== undefined && allowed.includes(value));
}
