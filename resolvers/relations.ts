import type { RequestContext } from '../src/context/request-context.ts';
import type { Rule } from '../src/gatewayapi/fact.ts';
import { attachmentFacet, listenerId } from '../src/gatewayapi/filters/attachment-facets.ts';
import { type Filter, withKeys } from '../src/gatewayapi/filters/filter.ts';
import {
  backendFacet,
  classFacet,
  inNamespaceOf,
  setParentFacet,
  sliceServiceFacet,
} from '../src/gatewayapi/filters/object-facets.ts';
import { type FilterAnswer, routesOfParent } from '../src/gatewayapi/filters/routes-of-gateway.ts';
import {
  ENDPOINT_SLICE,
  GATEWAY,
  GATEWAY_CLASS,
  LISTENER_SET,
  REFERENCE_GRANT,
  ROUTE_KINDS,
  SERVICE,
} from '../src/gatewayapi/groups.ts';
import { listenerSetParent } from '../src/gatewayapi/listeners/listener-set-parent.ts';
import { policyKindOf } from '../src/gatewayapi/policies/policy-kinds.ts';
import { targetKeys } from '../src/gatewayapi/policies/target-keys.ts';
import { podLabels, selectsPods } from '../src/gatewayapi/relations/pod-labels.ts';
import { gatewaysOfRoute } from '../src/gatewayapi/relations/route-gateways.ts';
import { asString, getIn } from '../src/kube/json.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { type GroupKind, objectKeyId } from '../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../src/kube/raw-object.ts';
import type { Connection } from './connection.ts';
import type { ListArguments, ObjectLists } from './object-lists.ts';
import { readError } from './read-error.ts';
import { readObject, readObjects } from './read-object.ts';

type Relation = (
  object: RawObject,
  args: ListArguments,
  context: RequestContext,
) => MaybePromise<Connection<RawObject>>;

/** Relations from an object to many: lists that are narrowed down to what has to do with it. */
export function listRelations(lists: ObjectLists) {
  const related =
    (kinds: readonly GroupKind[], within: (object: RawObject) => Rule<FilterAnswer>): Relation =>
    (object, args, context) =>
      lists.read(context.viewOf(object), { kinds, within: within(object) }, args, context);
  const inNamespace =
    (kinds: readonly GroupKind[]): Relation =>
    (namespace, args, context) => {
      const scoped = { ...args, namespace: namespace.metadata.name };
      return lists.read(context.viewOf(namespace), { kinds }, scoped, context);
    };
  const routesOfParentObject = related(ROUTE_KINDS, (parent) => routesOfParent(keyOf(parent)));
  const routesOfListener = (listener: object, args: ListArguments, context: RequestContext) => {
    const { owner, index } = context.listenerAt(listener);
    const within = just(withKeys(attachmentFacet, listenerId(keyOf(owner), index)));
    return lists.read(context.viewOf(owner), { kinds: ROUTE_KINDS, within }, args, context);
  };
  return {
    gatewayClass: {
      gateways: related([GATEWAY], ({ metadata }) => just(withKeys(classFacet, metadata.name))),
    },
    gateway: {
      listenerSets: related([LISTENER_SET], (gateway) =>
        just(withKeys(setParentFacet, objectKeyId(keyOf(gateway)))),
      ),
      routes: routesOfParentObject,
    },
    listenerSet: { routes: routesOfParentObject },
    listener: { routes: routesOfListener },
    service: {
      routes: related(ROUTE_KINDS, (service) => just(withKeys(backendFacet, objectKeyId(keyOf(service))))),
      meshRoutes: routesOfParentObject,
      endpointSlices: (service: RawObject, args: ListArguments, context: RequestContext) => {
        const { namespace, name } = service.metadata;
        const within = just(withKeys(sliceServiceFacet, inNamespaceOf(service, name)));
        const listed = { kinds: [ENDPOINT_SLICE], within };
        return lists.read(context.viewOf(service), listed, { ...args, namespace }, context);
      },
    },
    namespace: {
      gateways: inNamespace([GATEWAY]),
      listenerSets: inNamespace([LISTENER_SET]),
      referenceGrants: inNamespace([REFERENCE_GRANT]),
      routes: inNamespace(ROUTE_KINDS),
      services: inNamespace([SERVICE]),
    },
  };
}

// biome-ignore lint/correctness/useYield: a rule that has nothing to ask
function* just(filter: Filter): Rule<FilterAnswer> {
  return { state: 'filter', filter };
}

/** The class of a Gateway; null when it does not exist. */
export function gatewayClassOf(gateway: RawObject, _: unknown, context: RequestContext) {
  const name = asString(getIn(gateway, 'spec', 'gatewayClassName')) ?? '';
  return name === '' ? null : readObject(context.viewOf(gateway), { ...GATEWAY_CLASS, name }, context);
}

/** The Gateway of a ListenerSet; null when it names none, or none that exists. */
export function gatewayOfListenerSet(listenerSet: RawObject, _: unknown, context: RequestContext) {
  const parent = listenerSetParent(listenerSet);
  return parent === undefined ? null : readObject(context.viewOf(listenerSet), parent.target, context);
}

/** The Service of an EndpointSlice; null when it names none, or none that exists. */
export function serviceOfSlice(slice: RawObject, _: unknown, context: RequestContext) {
  const { namespace, labels } = slice.metadata;
  const name = labels?.['kubernetes.io/service-name'] ?? '';
  return name === '' ? null : readObject(context.viewOf(slice), { ...SERVICE, namespace, name }, context);
}

/** The Services that select the pods of a workload; null for what has no pods. */
export function servicesOfWorkload(workload: RawObject, _: unknown, context: RequestContext) {
  const labels = podLabels(workload);
  if (labels === undefined) return null;
  const view = context.viewOf(workload);
  return andThen(view.list(SERVICE, workload.metadata.namespace), (answer) => {
    if (answer.state === 'notServed') return [];
    if (answer.state !== 'listed') throw readError(answer, 'the list of Service');
    const selecting = answer.objects.filter((service) => selectsPods(service, labels));
    return selecting.map((service) => context.see(service, view));
  });
}

/** The Gateways of a route that exist. */
export function gatewaysOf(route: RawObject, _: unknown, context: RequestContext) {
  const view = context.viewOf(route);
  return andThen(view.run(gatewaysOfRoute(route)), (answer) => {
    if (answer.state === 'unreadable') throw readError(answer.answer, answer.what);
    return readObjects(view, answer.keys, (gateway) => context.see(gateway, view));
  });
}

/** The targets of a policy that exist, each once. */
export function targetsOfPolicy(policy: RawObject, _: unknown, context: RequestContext) {
  const view = context.viewOf(policy);
  return andThen(view.run(targetKeys(policy)), (keys) =>
    readObjects(view, keys, (target) => context.see(target, view)),
  );
}

/** Null for what is no policy. */
export function targetsOfAny(object: RawObject, args: unknown, context: RequestContext) {
  return andThen(context.viewOf(object).run(policyKindOf(keyOf(object))), (kind) =>
    kind === undefined ? null : targetsOfPolicy(object, args, context),
  );
}
