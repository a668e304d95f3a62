import { badUserInput } from '../../errors.ts';
import { asString, getIn, type Json } from '../../kube/json.ts';
import { objectKeyId } from '../../kube/object-key.ts';
import type { Rule } from '../fact.ts';
import { GATEWAY, SERVICE } from '../groups.ts';
import { ATTACHED, attachmentFacet, routeHostnameFacet } from './attachment-facets.ts';
import { computedConditionFacet, isWanted, reportedConditionFacet } from './condition-facets.ts';
import { coveringHostnames } from './covering-hostnames.ts';
import type { Facet } from './facet.ts';
import { type Filter, not, withKey, withKeys } from './filter.ts';
import { findingsFacet, holdsAt } from './findings-facet.ts';
import { listenerHostnameFacet } from './listener-hostname-facet.ts';
import { matchName } from './match-name.ts';
import { backendFacet, classFacet, nameFacet, setParentFacet, sliceServiceFacet } from './object-facets.ts';
import { readObjectKey } from './read-object-key.ts';
import { type FilterAnswer, routesOfParent } from './routes-of-gateway.ts';

/** What a `where` input means beyond its own values. */
export interface WhereScope {
  /** The namespace that the list is narrowed down to: the one of objects that are named without any. */
  readonly namespace: string | undefined;
  /** What is asked for: only routes know backends, only listeners have hostnames of their own. */
  readonly listed: 'routes' | 'others';
  readonly reasons: Facet;
  /** In milliseconds since 1970: some findings hold at some times only. */
  readonly now: number;
}

/** What a field of a `where` input means. `field` is where it stands, for messages. */
export type WhereMeaning = (value: Json, scope: WhereScope, field: string) => Filter | Rule<FilterAnswer>;

const RESOLVED = 'ResolvedRefs';

/** The fields of all `where` inputs but and, or and not; `src/codegen/where-fields.ts` says which kind has which. */
export const WHERE_MEANINGS: { readonly [field: string]: WhereMeaning } = {
  name: (value) => {
    const pattern = asString(value) ?? '';
    if (!pattern.includes('*')) return withKeys(nameFacet, pattern);
    const fits = matchName(pattern);
    return { op: 'object', fits: ({ metadata }) => fits(metadata.name) };
  },
  kind: (value) => ({ op: 'object', fits: ({ kind }) => kind === value }),
  hostname: (value, { listed }, field) => {
    const host = asString(value) ?? '';
    if (host === '') throw badUserInput(`${field}: name a host`);
    const facet = listed === 'routes' ? routeHostnameFacet : listenerHostnameFacet;
    return withKeys(facet, ...coveringHostnames(host));
  },
  gatewayClass: (value) => withKeys(classFacet, asString(value) ?? ''),
  gateway: (value, { namespace, listed }, field) => {
    const key = readObjectKey(value, { ...GATEWAY, namespace }, field);
    return listed === 'routes' ? routesOfParent(key) : withKeys(setParentFacet, objectKeyId(key));
  },
  backend: (value, { namespace }, field) => {
    const key = readObjectKey(value, { ...SERVICE, namespace }, field);
    return withKeys(backendFacet, objectKeyId(key));
  },
  service: (value, { namespace }, field) => {
    const key = readObjectKey(value, { ...SERVICE, namespace }, field);
    return withKeys(sliceServiceFacet, `${key.namespace ?? ''}/${key.name}`);
  },
  attached: (value) => unless(value === true, withKeys(attachmentFacet, ATTACHED)),
  resolved: (value, { reasons }) =>
    unless(
      value === false,
      withKey(reasons, (reason) => reason !== RESOLVED),
    ),
  reason: (value, { reasons }) => withKeys(reasons, asString(value) ?? ''),
  hasFindings: (value, { now }) => unless(value === true, withKey(findingsFacet, holdsAt(now))),
  condition: (value) => {
    const facet = getIn(value, 'source') === 'REPORTED' ? reportedConditionFacet : computedConditionFacet;
    const [type, status, reason] = ['type', 'status', 'reason'].map((part) => asString(getIn(value, part)));
    return withKey(facet, isWanted({ type, status, reason }));
  },
};

function unless(isWantedSo: boolean, filter: Filter): Filter {
  return isWantedSo ? filter : not(filter);
}
