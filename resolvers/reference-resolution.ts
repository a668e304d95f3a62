import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { type EndpointSummary, endpointsOf } from '../src/gatewayapi/endpoint-summary.ts';
import type { Finding } from '../src/gatewayapi/finding.ts';
import { SERVICE } from '../src/gatewayapi/groups.ts';
import { isResolved, type Resolution } from '../src/gatewayapi/resolution.ts';
import { resolutionWarnings } from '../src/gatewayapi/resolution-warnings.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { sameGroupKind } from '../src/kube/object-key.ts';
import { readError } from './read-error.ts';

/** A resolution and the cluster in which it holds. */
export interface ViewedResolution extends Resolution {
  readonly view: ClusterView;
}

/** A finding and the cluster it is about. */
export interface ViewedFinding extends Finding {
  readonly view: ClusterView;
}

export const referenceResolution = {
  resolved: (resolution: ViewedResolution) => isResolved(resolution),
  target: ({ reference }: ViewedResolution) => reference.target,
  crossNamespace: ({ reference }: ViewedResolution) => reference.crossNamespace,
  permittedBy: ({ permittedBy, view }: ViewedResolution, _: unknown, context: RequestContext) =>
    permittedBy.map((grant) => context.see(grant, view)),
  referent: ({ referent, view }: ViewedResolution, _: unknown, context: RequestContext) =>
    referent === undefined ? null : context.see(referent, view),
  endpoints: readEndpoints,
  warnings: (resolution: ViewedResolution, _: unknown, context: RequestContext) => {
    const { view } = resolution;
    const warnings = view.run(resolutionWarnings(resolution, context.now()));
    return andThen(warnings, (found): readonly ViewedFinding[] =>
      found.map((finding) => ({ ...finding, view })),
    );
  },
};

function readEndpoints({
  reference,
  referent,
  view,
}: ViewedResolution): MaybePromise<EndpointSummary | null> {
  if (referent === undefined || !sameGroupKind(reference.target, SERVICE)) return null;
  return andThen(view.run(endpointsOf(referent)), (answer) => {
    if (answer.state === 'counted') return answer.summary;
    if (answer.state === 'none' || answer.state === 'notServed') return null;
    throw readError(answer, `the EndpointSlices in namespace ${reference.target.namespace ?? ''}`);
  });
}

export const finding = {
  source: ({ view, object, path }: ViewedFinding) =>
    andThen(view.object(object), (answer) =>
      answer.state === 'found' ? (view.reader.locate(answer.object, path) ?? null) : null,
    ),
};
