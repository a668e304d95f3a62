import { asString, getIn } from '../../kube/json.ts';
import { type ObjectKey, objectKeyId, sameKey } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { DEFAULT_SCOPE, routesByBackend, routesByParent } from '../attachment/route-indexes.ts';
import { entriesAcross, type Gathered } from '../entries-across.ts';
import { type EntryIndex, lookup, policyKindsFact, type Rule, verdict } from '../fact.ts';
import { grantUsage } from '../findings/grant-usage.ts';
import { GATEWAY, ROUTE_KINDS } from '../groups.ts';
import { listenerSetIndexes } from '../listeners/listener-set-parent.ts';
import { targetId } from '../policies/policy-index.ts';

/** Objects with a field that makes an edge to or from the object of `key`; each once. */
export type Referrers = (key: ObjectKey) => Rule<Gathered<ObjectKey>>;

const gatewaysByClass: EntryIndex<ObjectKey> = {
  kind: GATEWAY,
  entriesOf: (gateway) => [[asString(getIn(gateway, 'spec', 'gatewayClassName')) ?? '', keyOf(gateway)]],
  same: sameKey,
};

export const gatewaysOfClass: Referrers = ({ name }) => entriesAcross(gatewaysByClass, name, undefined);

export const listenerSetsOfGateway: Referrers = (key) =>
  gather(listenerSetIndexes, objectKeyId(key), key.namespace);

/** Those that name it, and of a default Gateway those that mean it. */
export function* routesOfParent(key: ObjectKey): Rule<Gathered<ObjectKey>> {
  const named = yield* gather(routesByParent, objectKeyId(key), key.namespace);
  const parent = yield* lookup(key);
  if (parent.state !== 'found' || getIn(parent.object, 'spec', 'defaultScope') !== 'All') return named;
  const implied = yield* gather(routesByParent, DEFAULT_SCOPE, key.namespace);
  return distinct([named, implied]);
}

const backendIndexes = routesByBackend(ROUTE_KINDS);

export const routesOfBackend: Referrers = (key) => gather(backendIndexes, objectKeyId(key), key.namespace);

/** The policies that name it or a part of it; most stand in its namespace, some kinds need not. */
export function* policiesOf(key: ObjectKey): Rule<Gathered<ObjectKey>> {
  const known = yield* policyKindsFact();
  if (known.state !== 'policyKinds') return { values: [], complete: false };
  const found: Gathered<ObjectKey>[] = [];
  for (const { index } of known.kinds) {
    const { values, complete } = yield* entriesAcross(index, targetId(key), key.namespace);
    const ofKey = values.filter(({ target }) => target.namespace === key.namespace);
    found.push({ values: ofKey.map(({ policy }) => keyOf(policy)), complete });
  }
  return distinct(found);
}

/** Who refers to something by the leave of a grant. */
export function* referrersByGrant(key: ObjectKey): Rule<Gathered<ObjectKey>> {
  const usage = yield* verdict(grantUsage, key);
  if (usage.state !== 'judged') return { values: [], complete: true };
  const { used, complete } = usage.value;
  return distinct([{ values: used.map(({ from }) => from), complete }]);
}

function* gather(
  indexes: readonly EntryIndex<ObjectKey>[],
  id: string,
  namespace: string | undefined,
): Rule<Gathered<ObjectKey>> {
  const found: Gathered<ObjectKey>[] = [];
  for (const index of indexes) found.push(yield* entriesAcross(index, id, namespace));
  return {
    values: found.flatMap(({ values }) => values),
    complete: found.every(({ complete }) => complete),
  };
}

function distinct(gathered: readonly Gathered<ObjectKey>[]): Gathered<ObjectKey> {
  const keys = gathered.flatMap(({ values }) => values);
  return {
    values: [...new Map(keys.map((key) => [objectKeyId(key), key])).values()],
    complete: gathered.every(({ complete }) => complete),
  };
}
