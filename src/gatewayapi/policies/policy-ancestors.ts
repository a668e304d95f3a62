import { type ObjectKey, objectKeyId, sameKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import type { ParentAttachment } from '../attachment/parent-attachment.ts';
import { routeAttachment } from '../attachment/route-attachment.ts';
import { routesByBackend } from '../attachment/route-indexes.ts';
import { compareBytes } from '../compare-bytes.ts';
import { entriesAcross } from '../entries-across.ts';
import { entry, lookup, type Rule, verdict } from '../fact.ts';
import { listenerVerdicts } from '../listeners/listener-verdicts.ts';
import { defaultReference } from '../reference.ts';
import { grantIndex, permittingGrants, referrerId } from '../reference-grant.ts';
import { specSites } from '../spec-references.ts';
import type { BackendPolicyKind } from './backend-policy-kind.ts';

export interface Ancestor {
  readonly gateway: ObjectKey;
  readonly controllerName: string | undefined;
}

export interface Ancestors {
  /** In the order of their keys, each once. */
  readonly ancestors: readonly Ancestor[];
  /** False where there may be more that could not be seen. */
  readonly complete: boolean;
}

/** The Gateways from whose listeners requests reach a backend (semantics.md C.9). */
export function* ancestorsOf(backend: ObjectKey, { routeKinds }: BackendPolicyKind): Rule<Ancestors> {
  const found = new Map<string, Ancestor>();
  let complete = true;
  for (const index of routesByBackend(routeKinds)) {
    const routes = yield* entriesAcross(index, objectKeyId(backend), backend.namespace);
    complete &&= routes.complete;
    for (const route of routes.values) {
      const reached = yield* ancestorsOfRoute(route, backend);
      complete &&= reached.complete;
      for (const ancestor of reached.ancestors) found.set(objectKeyId(ancestor.gateway), ancestor);
    }
  }
  const ancestors = [...found].sort(([a], [b]) => compareBytes(a, b)).map(([, ancestor]) => ancestor);
  return { ancestors, complete };
}

const NONE: Ancestors = { ancestors: [], complete: true };

function* ancestorsOfRoute(route: ObjectKey, backend: ObjectKey): Rule<Ancestors> {
  if (!(yield* mayUse(route, backend))) return NONE;
  const answer = yield* verdict(routeAttachment, route);
  if (answer.state !== 'judged') return NONE;
  const ancestors: Ancestor[] = [];
  for (const parent of answer.value.parents) {
    const { gateway, controllerName } = parent;
    if (gateway !== undefined && (yield* serves(parent))) ancestors.push({ gateway, controllerName });
  }
  const complete = answer.value.parents.every(({ attached }) => attached !== undefined);
  return { ancestors, complete };
}

/** Whether one of the references of the route to the backend is permitted. */
function* mayUse(key: ObjectKey, backend: ObjectKey): Rule<boolean> {
  if (key.namespace === backend.namespace) return true;
  const route = yield* lookup(key);
  if (route.state !== 'found' || !namesBackend(route.object, backend)) return false;
  const grants = yield* entry(grantIndex, backend.namespace, referrerId(key));
  return grants.state === 'entry' && permittingGrants(grants.values, backend).length > 0;
}

function namesBackend(route: RawObject, backend: ObjectKey): boolean {
  return specSites(route, 'backend').some((site) => sameKey(defaultReference(site).target, backend));
}

/** Whether a listener that is accepted takes the route. */
function* serves({ attached, listeners, parentRef }: ParentAttachment): Rule<boolean> {
  if (attached !== true) return false;
  const answer = yield* verdict(listenerVerdicts, parentRef.target);
  if (answer.state !== 'judged') return false;
  const accepted = new Set(
    answer.value.filter((judged) => judged.accepted.status === 'True').map((judged) => judged.listener.index),
  );
  return listeners.some(({ index }) => accepted.has(index));
}
