import type { GroupKind } from '../../../kube/object-key.ts';
import { formatKind, groupKindId } from '../../../kube/object-key.ts';
import { versionOf } from '../../../kube/raw-object.ts';
import { kindFact, premises, type Rule } from '../../fact.ts';
import {
  BACKEND_TLS_POLICY,
  GATEWAY,
  GATEWAY_CLASS,
  GATEWAY_GROUP,
  GRPC_ROUTE,
  HTTP_ROUTE,
  LISTENER_SET,
  REFERENCE_GRANT,
  TCP_ROUTE,
  TLS_ROUTE,
  UDP_ROUTE,
  X_BACKEND_TRAFFIC_POLICY,
  X_LISTENER_SET,
} from '../../groups.ts';
import { type FindingRule, findingOf } from '../finding-rule.ts';

interface Succession {
  readonly kind: GroupKind;
  /** Versions that are deprecated, or that recent releases do not serve. */
  readonly versions: readonly string[];
  readonly successor: GroupKind & { readonly version: string };
  /** The first release that has the successor. */
  readonly since: string;
}

function to(version: string, kind: GroupKind, versions: readonly string[], since: string): Succession {
  return { kind, versions, successor: { ...kind, version }, since };
}

/** semantics.md F.1. v1beta1 of GatewayClass, Gateway, HTTPRoute and ReferenceGrant is served and not deprecated. */
const SUCCESSIONS: readonly Succession[] = [
  to('v1', GATEWAY_CLASS, ['v1alpha2'], '1.0'),
  to('v1', GATEWAY, ['v1alpha2'], '1.0'),
  to('v1', HTTP_ROUTE, ['v1alpha2'], '1.0'),
  to('v1', GRPC_ROUTE, ['v1alpha2'], '1.1'),
  to('v1', TLS_ROUTE, ['v1alpha2', 'v1alpha3'], '1.5'),
  to('v1', TCP_ROUTE, ['v1alpha2'], '1.6'),
  to('v1', UDP_ROUTE, ['v1alpha2'], '1.6'),
  to('v1', BACKEND_TLS_POLICY, ['v1alpha2', 'v1alpha3'], '1.4'),
  to('v1beta1', REFERENCE_GRANT, ['v1alpha2'], '0.6'),
  {
    kind: { group: GATEWAY_GROUP, kind: 'ReferencePolicy' },
    versions: ['v1alpha2'],
    successor: { ...REFERENCE_GRANT, version: 'v1beta1' },
    since: '0.6',
  },
  {
    kind: { group: GATEWAY_GROUP, kind: 'BackendLBPolicy' },
    versions: ['v1alpha2'],
    successor: { ...X_BACKEND_TRAFFIC_POLICY, version: 'v1alpha1' },
    since: '1.3',
  },
  {
    kind: X_LISTENER_SET,
    versions: ['v1alpha1'],
    successor: { ...LISTENER_SET, version: 'v1' },
    since: '1.5',
  },
];

const byKind = new Map(SUCCESSIONS.map((succession) => [groupKindId(succession.kind), succession]));

/** Objects of versions and kinds that were replaced. A live cluster shows the best version that it serves. */
export const deprecatedVersions: FindingRule = {
  codes: ['DEPRECATED_API_VERSION'],
  kinds: SUCCESSIONS.map(({ kind }) => kind),
  *find(object, key) {
    const succession = byKind.get(groupKindId(key));
    if (succession === undefined || !succession.versions.includes(versionOf(object.apiVersion))) return [];
    const { successor, since } = succession;
    if (!(yield* isServed(successor))) return [];
    const apiVersion = `${successor.group}/${successor.version}`;
    return [
      findingOf(key, {
        code: 'DEPRECATED_API_VERSION',
        message: `${object.apiVersion} of ${formatKind(key)} is deprecated: since release ${since} there is ${successor.kind} in ${apiVersion}`,
        path: 'apiVersion',
        hint: `Write apiVersion: ${apiVersion}${successor.kind === object.kind ? '' : ` and kind: ${successor.kind}`}, and compare the fields.`,
      }),
    ];
  },
};

/** Where the cluster has nothing newer, there is nothing to write instead. */
function* isServed({ version, ...kind }: Succession['successor']): Rule<boolean> {
  if ((yield* premises()).absentClass === 'assumed') return true;
  const answer = yield* kindFact(kind);
  return answer.state === 'served' && answer.resource.versions.includes(version);
}
