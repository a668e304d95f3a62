import type { NamedReport } from '../context/named-report.ts';
import type { ReadReport } from '../kube/cluster-reader.ts';

type ClusterExtension = Partial<ReadReport> & { readonly name: string };

/**
 * `extensions.cluster` is the first cluster that was read; `extensions.clusters` are all, where there are more.
 * `lasting`: without what is another each time, age and calls, so that equal answers are equal texts.
 */
export function clusterExtensions(
  reports: readonly NamedReport[],
  lasting = false,
): Record<string, unknown> | undefined {
  const [first] = reports;
  if (first === undefined) return undefined;
  const extensionOf = lasting ? lastingExtension : fullExtension;
  const cluster = extensionOf(first);
  if (reports.length === 1) return { cluster };
  // names of clusters are free text, `__proto__` included: fromEntries defines, where assignment would not
  const clusters = Object.fromEntries(reports.map((each) => [each.name, extensionOf(each)]));
  return { cluster, clusters };
}

function fullExtension({ name, report }: NamedReport): ClusterExtension {
  const { dataAge, stale, requests, hidden, warnings } = report;
  return { name, ...(dataAge === undefined ? {} : { dataAge }), stale, requests, hidden, warnings };
}

function lastingExtension({ name, report: { stale, hidden, warnings } }: NamedReport): ClusterExtension {
  return { name, stale, hidden, warnings };
}
