import { asString, getIn } from '../../kube/json.ts';
import { objectKeyId } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { parentRefs, usesDefaultGateways } from '../attachment/parent-ref.ts';
import { DEFAULT_SCOPE } from '../attachment/route-indexes.ts';
import { listenerSetParent } from '../listeners/listener-set-parent.ts';
import { defaultReference } from '../reference.ts';
import { specSites } from '../spec-references.ts';
import type { Facet } from './facet.ts';

/** Of all kinds. */
export const nameFacet: Facet = { of: 'object', keysOf: ({ metadata }) => [metadata.name] };

/** Of routes: `objectKeyId` of their parents, and `DEFAULT_SCOPE` where they mean every default Gateway. */
export const parentFacet: Facet = {
  of: 'object',
  keysOf: (route) => [
    ...parentRefs(route).map(({ target }) => objectKeyId(target)),
    ...(usesDefaultGateways(route) ? [DEFAULT_SCOPE] : []),
  ],
};

/** Of routes: `objectKeyId` of what receives their requests, mirrored ones included. */
export const backendFacet: Facet = {
  of: 'object',
  keysOf: (route) => specSites(route, 'backend').map((site) => objectKeyId(defaultReference(site).target)),
};

/** Of ListenerSets: `objectKeyId` of the Gateway that they name. */
export const setParentFacet: Facet = {
  of: 'object',
  keysOf(listenerSet) {
    const parent = listenerSetParent(listenerSet);
    return parent === undefined ? [] : [objectKeyId(parent.target)];
  },
};

/** Of Gateways: the name of the class. */
export const classFacet: Facet = {
  of: 'object',
  keysOf: (gateway) => text(getIn(gateway, 'spec', 'gatewayClassName')),
};

/** Of EndpointSlices: `namespace/name` of the Service. */
export const sliceServiceFacet: Facet = {
  of: 'object',
  keysOf: (slice) =>
    text(slice.metadata.labels?.['kubernetes.io/service-name']).map((name) => inNamespaceOf(slice, name)),
};

export function inNamespaceOf({ metadata }: RawObject, name: string): string {
  return `${metadata.namespace ?? ''}/${name}`;
}

function text(value: unknown): readonly string[] {
  const read = asString(value);
  return read === undefined ? [] : [read];
}
