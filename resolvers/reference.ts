import type { RequestContext } from '../src/context/request-context.ts';
import { defaultGroup, defaultKind, defaultNamespace } from '../src/gatewayapi/reference.ts';
import type { MaybePromise } from '../src/kube/maybe-promise.ts';
import type {
  BackendReferenceResolvers,
  NamespacedObjectReferenceResolvers,
  ObjectReferenceResolvers,
  ParentReferenceResolvers,
} from './generated/types.ts';
import type { ViewedResolution } from './reference-resolution.ts';

function resolutionAt(node: object, _: unknown, context: RequestContext): MaybePromise<ViewedResolution> {
  const site = context.siteOf(node);
  return context.viewOf(site.owner).resolutionAt(site);
}

const defaulted = {
  group: (node: object, _: unknown, context: RequestContext) => defaultGroup(context.siteOf(node)),
  kind: (node: object, _: unknown, context: RequestContext) => defaultKind(context.siteOf(node)),
  resolution: resolutionAt,
};

const defaultedWithNamespace = {
  ...defaulted,
  namespace: (node: object, _: unknown, context: RequestContext) =>
    defaultNamespace(context.siteOf(node)) ?? null,
};

/** Sites know their type; TypeScript can't know that it is one of the interface's. */
const typeOfReference = (node: object, context: RequestContext): string => context.siteOf(node).row.type;

// The behaviour of all 42 reference types: defaults by position, and the resolution. The schema hands it down from
// the interfaces, so there is one resolver for a behaviour and none for a type.

export const objectReference: ObjectReferenceResolvers = {
  ...defaulted,
  __resolveType: typeOfReference as ObjectReferenceResolvers['__resolveType'],
};

export const namespacedObjectReference: NamespacedObjectReferenceResolvers = {
  ...defaultedWithNamespace,
  __resolveType: typeOfReference as NamespacedObjectReferenceResolvers['__resolveType'],
};

export const backendReference: BackendReferenceResolvers = {
  ...defaultedWithNamespace,
  __resolveType: typeOfReference as BackendReferenceResolvers['__resolveType'],
};

export const parentReference: ParentReferenceResolvers = {
  ...defaultedWithNamespace,
  __resolveType: typeOfReference as ParentReferenceResolvers['__resolveType'],
};

/** `gatewayClassName` is a bare string; its resolution stands beside it. */
export const gatewaySpec = {
  gatewayClassResolution: (
    spec: object & { gatewayClassName?: unknown },
    _: unknown,
    context: RequestContext,
  ) => (typeof spec.gatewayClassName === 'string' ? resolutionAt(spec, _, context) : null),
};
