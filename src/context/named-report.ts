import { NAMESPACE } from '../gatewayapi/groups.ts';
import type { ReadReport } from '../kube/cluster-reader.ts';
import { andThen, type MaybePromise } from '../kube/maybe-promise.ts';
import type { ClusterView } from './cluster-view.ts';

/** What one cluster cost and met in one execution. */
export interface NamedReport {
  readonly name: string;
  readonly report: ReadReport;
}

const EVERYWHERE = '*';

/**
 * Following references leads to namespaces that the caller may not know of: of those that are not `named` by the query,
 * only the kind is said, and that it may not be listed everywhere, unless the caller may list Namespaces (api.md
 * section 8). Whether he may is asked only where it makes a difference.
 */
export function reportOf(
  name: string,
  view: ClusterView,
  named: ReadonlySet<string>,
): MaybePromise<NamedReport> {
  const report = view.reader.report();
  const isKnown = ({ scope }: Hidden): boolean => scope === EVERYWHERE || named.has(scope);
  if (report.hidden.every(isKnown)) return { name, report };
  return andThen(view.list(NAMESPACE), (namespaces) => {
    const { requests } = view.reader.report();
    const mayKnow = namespaces.state === 'listed' && namespaces.partial !== true;
    const hidden = mayKnow
      ? report.hidden
      : withoutRepeats(report.hidden.map((each) => (isKnown(each) ? each : { ...each, scope: EVERYWHERE })));
    return { name, report: { ...report, requests, hidden } };
  });
}

type Hidden = ReadReport['hidden'][number];

function withoutRepeats(hidden: readonly Hidden[]): readonly Hidden[] {
  return [...new Map(hidden.map((each) => [JSON.stringify(each), each])).values()];
}
