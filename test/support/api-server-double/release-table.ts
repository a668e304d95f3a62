const STABLE = 'gateway.networking.k8s.io';
const EXPERIMENTAL = 'gateway.networking.x-k8s.io';

/** From minor release `since` on, until the next era of the kind: served versions per channel. */
interface Era {
  readonly since: number;
  readonly standard: readonly string[];
  /** @default the same as in standard */
  readonly experimental?: readonly string[];
}

export interface KindHistory {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly eras: readonly Era[];
}

const only = (since: number, ...experimental: string[]): Era => ({ since, standard: [], experimental });
const both = (since: number, ...standard: string[]): Era => ({ since, standard });
const GONE = (since: number): Era => ({ since, standard: [] });

const kind = (name: string, plural: string, ...eras: Era[]): KindHistory => ({
  group: name.startsWith('X') ? EXPERIMENTAL : STABLE,
  kind: name,
  plural,
  namespaced: name !== 'GatewayClass' && name !== 'XMesh',
  eras,
});

/** Which versions of which kind the CRDs of a release of Gateway API serve (releases v1.0 to v1.6). */
export const RELEASES: readonly KindHistory[] = [
  kind('GatewayClass', 'gatewayclasses', both(0, 'v1', 'v1beta1')),
  kind('Gateway', 'gateways', both(0, 'v1', 'v1beta1')),
  kind('HTTPRoute', 'httproutes', both(0, 'v1', 'v1beta1')),
  kind(
    'GRPCRoute',
    'grpcroutes',
    only(0, 'v1alpha2'),
    { since: 1, standard: ['v1'], experimental: ['v1', 'v1alpha2'] },
    both(2, 'v1'),
  ),
  kind(
    'ReferenceGrant',
    'referencegrants',
    both(0, 'v1beta1', 'v1alpha2'),
    { since: 1, standard: ['v1beta1'], experimental: ['v1beta1', 'v1alpha2'] },
    both(2, 'v1beta1'),
    both(5, 'v1', 'v1beta1'),
  ),
  kind('TLSRoute', 'tlsroutes', only(0, 'v1alpha2'), only(4, 'v1alpha3', 'v1alpha2'), {
    since: 5,
    standard: ['v1'],
    experimental: ['v1', 'v1alpha3', 'v1alpha2'],
  }),
  kind('TCPRoute', 'tcproutes', only(0, 'v1alpha2'), {
    since: 6,
    standard: ['v1'],
    experimental: ['v1', 'v1alpha2'],
  }),
  kind('UDPRoute', 'udproutes', only(0, 'v1alpha2'), {
    since: 6,
    standard: ['v1'],
    experimental: ['v1', 'v1alpha2'],
  }),
  kind('BackendTLSPolicy', 'backendtlspolicies', only(0, 'v1alpha2'), only(1, 'v1alpha3'), {
    since: 4,
    standard: ['v1'],
    experimental: ['v1', 'v1alpha3'],
  }),
  kind('BackendLBPolicy', 'backendlbpolicies', only(1, 'v1alpha2'), GONE(3)),
  kind('XBackendTrafficPolicy', 'xbackendtrafficpolicies', only(3, 'v1alpha1')),
  kind('XListenerSet', 'xlistenersets', only(3, 'v1alpha1'), GONE(5)),
  kind('ListenerSet', 'listenersets', both(5, 'v1')),
  kind('XMesh', 'xmeshes', only(4, 'v1alpha1')),
  kind('XBackend', 'xbackends', only(6, 'v1alpha1')),
];
