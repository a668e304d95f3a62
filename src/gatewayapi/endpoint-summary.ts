import { asList, asString, getIn } from '../kube/json.ts';
import type { Unreadable } from '../kube/lookup.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { indexed, type ObjectIndex, type Rule } from './fact.ts';
import { ENDPOINT_SLICE } from './groups.ts';

/** Endpoints of a Service over all its EndpointSlices, counted once per address. */
export interface EndpointSummary {
  readonly ready: number;
  readonly notReady: number;
  readonly total: number;
}

/** EndpointSlices by the Service they belong to. */
export const endpointSliceIndex: ObjectIndex<ReadonlyMap<string, readonly RawObject[]>> = {
  kind: ENDPOINT_SLICE,
  build: (slices) =>
    Map.groupBy(slices, (slice) => asString(slice.metadata.labels?.['kubernetes.io/service-name']) ?? ''),
};

export type EndpointAnswer =
  | { readonly state: 'counted'; readonly summary: EndpointSummary }
  /** The cluster has no EndpointSlices for the Service. */
  | { readonly state: 'none' }
  | Unreadable;

export function* endpointsOf(service: RawObject): Rule<EndpointAnswer> {
  const { namespace, name } = service.metadata;
  if (namespace === undefined) return { state: 'none' };
  const answer = yield* indexed(endpointSliceIndex, namespace);
  if (answer.state !== 'indexed') return answer;
  const slices = answer.index.get(name);
  return slices === undefined ? { state: 'none' } : { state: 'counted', summary: summarize(slices) };
}

/** An endpoint whose readiness is unset counts as ready: the EndpointSlice API says to read it so. */
function summarize(slices: readonly RawObject[]): EndpointSummary {
  const readiness = new Map<string, boolean>();
  for (const endpoint of slices.flatMap((slice) => asList(slice['endpoints']))) {
    const ready = getIn(endpoint, 'conditions', 'ready') !== false;
    for (const address of asList(getIn(endpoint, 'addresses'))) {
      // A dual-stack endpoint has one slice for each family; a slice update may show an address twice for a moment.
      const id = asString(getIn(endpoint, 'targetRef', 'uid')) ?? String(address);
      readiness.set(id, ready || readiness.get(id) === true);
    }
  }
  const ready = [...readiness.values()].filter(Boolean).length;
  return { ready, notReady: readiness.size - ready, total: readiness.size };
}
