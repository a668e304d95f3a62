import { asString, getIn, type JsonObject } from '../../kube/json.ts';
import { groupKindId, objectKeyId } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { routeAttachment } from '../attachment/route-attachment.ts';
import { byController } from '../attachment/route-references.ts';
import { backendTlsOf } from '../backend-tls-verdict.ts';
import { type Capabilities, EVERYTHING } from '../capabilities/capabilities.ts';
import { endpointsOf } from '../endpoint-summary.ts';
import { type Rule, verdict } from '../fact.ts';
import { SERVICE } from '../groups.ts';
import { defaultReference } from '../reference.ts';
import type { ReferenceSite } from '../reference-site.ts';
import { broken, type Resolution } from '../resolution.ts';
import { resolveReference } from '../resolve-reference.ts';
import { specSites } from '../spec-references.ts';
import type { ReferenceVerdict, VerdictOf } from './reference-verdict.ts';
import { ruleReferences } from './rule-references.ts';

/** By which sort of parent a request came to the route: a mesh asks for no ReferenceGrants. */
export type Via = 'gateway' | 'mesh';

/** Looks up everything that a rule refers to. `rule` is part of `route` as it is now. */
export function* ruleVerdicts(route: RawObject, rule: JsonObject, via: Via): Rule<VerdictOf> {
  const sites = new Map<object, ReferenceSite>(
    [...specSites(route, 'backend'), ...specSites(route, 'extension')].map((site) => [site.node, site]),
  );
  const capabilities = yield* capabilitiesFor(route, via);
  const verdicts = new Map<JsonObject, ReferenceVerdict>();
  for (const node of ruleReferences(rule)) {
    const site = sites.get(node);
    if (site !== undefined) verdicts.set(node, yield* judge(site, via, capabilities));
  }
  return (node) => verdicts.get(node) ?? unknownPosition(route, node);
}

function* judge(site: ReferenceSite, via: Via, capabilities: Capabilities): Rule<ReferenceVerdict> {
  const reference = { ...defaultReference(site), via };
  const resolution = byController(yield* resolveReference(reference), capabilities);
  return {
    resolution,
    readyEndpoints: yield* readyEndpoints(resolution),
    serverName: yield* serverName(resolution),
  };
}

function* readyEndpoints({ reason, reference, referent }: Resolution): Rule<number | undefined> {
  if (reason !== 'ResolvedRefs' || referent === undefined) return undefined;
  if (groupKindId(reference.target) !== groupKindId(SERVICE)) return undefined;
  const answer = yield* endpointsOf(referent);
  return answer.state === 'counted' ? answer.summary.ready : undefined;
}

/** semantics.md C.9 rule 6: the hostname of the policy that governs the port. */
function* serverName({ reason, reference, servicePort }: Resolution): Rule<string | undefined> {
  if (reason !== 'ResolvedRefs' || servicePort === undefined) return undefined;
  const tls = yield* backendTlsOf(reference, servicePort);
  return tls.state === 'valid' ? asString(getIn(tls.policy, 'spec', 'validation', 'hostname')) : undefined;
}

/** What the controller of the parents can do; of several controllers, the first that has taken the route. */
function* capabilitiesFor(route: RawObject, via: Via): Rule<Capabilities> {
  const answer = yield* verdict(routeAttachment, keyOf(route));
  const parents = answer.state === 'judged' ? answer.value.parents : [];
  return parents.find((parent) => parent.via === via && parent.attached === true)?.capabilities ?? EVERYTHING;
}

/** A reference where the table of references knows none: a filter of another kind of route, or of a newer release. */
function unknownPosition(route: RawObject, node: JsonObject): ReferenceVerdict {
  const from = keyOf(route);
  const name = typeof node['name'] === 'string' ? node['name'] : '';
  const target = { group: '', kind: '', namespace: from.namespace, name };
  const reference = {
    position: 'other',
    from,
    owner: route,
    path: () => `a reference of ${objectKeyId(from)}`,
    target,
    port: undefined,
    sectionName: undefined,
    crossNamespace: false,
  } as const;
  return { resolution: broken(reference, 'Unknown', 'references in this place are not known') };
}
