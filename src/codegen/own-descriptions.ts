/**
 * Descriptions in our own words, for what the npm packages of declarations do not have: by `Type`, `Type.field` and
 * `Enum.Value`. Upstream's text takes precedence wherever there is one.
 */
export const ownDescriptions: { readonly [name: string]: string } = {
  ...describe('KubernetesKindXBackend', {
    '': 'A destination that a Gateway can send traffic to and that is no Service, such as a host outside of the cluster.',
    spec: 'What the backend is and how to connect to it.',
    status: 'What controllers say about the backend.',
  }),
  ...describe('KubernetesKindXBackendSpec', {
    '': 'What an XBackend is and how a Gateway connects to it.',
    type: 'What sort of backend it is. ExternalHostname is the only one so far.',
    externalHostname: 'The host to connect to. Set when type is ExternalHostname, and only then.',
    port: 'The port to connect to.',
    protocol:
      'The protocol to speak to the backend, where it is not the one of the route or listener: useful for protocols on a higher level, or to change the version (h2c).',
    tls: 'How to secure the connection. A connection to an external host without TLS is to be seen as insecure.',
  }),
  KubernetesKindXBackendSpecTypeEnum: 'What sorts of backends there are.',
  'KubernetesKindXBackendSpecTypeEnum.ExternalHostname': 'A host outside of the cluster, by its DNS name.',
  KubernetesKindXBackendSpecProtocolEnum: 'Protocols that a Gateway can be told to speak to a backend.',
  ...describe('KubernetesKindXBackendSpecExternalHostname', {
    '': 'A host outside of the cluster.',
    hostname: 'Its fully qualified DNS name: no IP address, and no name that ends with `.cluster.local`.',
  }),
  ...describe('KubernetesKindXBackendSpecPort', {
    '': 'The port of an XBackend.',
    name: 'A name for the port: empty or a DNS label, unique among the ports of the backend.',
    port: 'The port number, 1 to 65535.',
  }),
  ...describe('KubernetesKindXBackendSpecTls', {
    '': 'How a Gateway secures its connections to an XBackend.',
    mode: 'Whether the backend, or both sides, show a certificate.',
    validation: "What the backend's certificate is checked against.",
    clientCertificateRef:
      'The Secret with the certificate and key that the Gateway shows. Set when mode is ClientAndServer, and only then.',
  }),
  ...describe('KubernetesKindXBackendSpecTlsModeEnum', {
    '': 'Which sides of a connection show a certificate.',
    None: 'No TLS.',
    ServerOnly: 'The backend shows a certificate.',
    ClientAndServer: 'The backend and the Gateway show a certificate (mutual TLS).',
  }),
  ...describe('KubernetesKindXBackendStatus', {
    '': 'What controllers say about an XBackend.',
    parents: 'One entry for each parent, mostly a Gateway, that uses the backend; at most 32.',
  }),
  ...describe('KubernetesKindXBackendStatusParents', {
    '': 'How an XBackend stands with one of its parents.',
    parentRef: 'The parent, mostly a Gateway.',
    controllerName: 'The controller that wrote the entry: a domain and a path, `example.com/controller`.',
    conditions:
      'The state of the backend for this parent. `Accepted` says whether the controller has taken it on.',
  }),
  ...describeFraction('KubernetesKindHTTPRouteSpecRulesFiltersRequestMirrorFraction'),
  ...describeFraction('KubernetesKindHTTPRouteSpecRulesBackendRefsFiltersRequestMirrorFraction'),
  ...describeFraction('KubernetesKindGRPCRouteSpecRulesFiltersRequestMirrorFraction'),
  ...describeFraction('KubernetesKindGRPCRouteSpecRulesBackendRefsFiltersRequestMirrorFraction'),
};

function describe(type: string, texts: { readonly [member: string]: string }): { [name: string]: string } {
  const named = Object.entries(texts).map(([member, text]) => [
    member === '' ? type : `${type}.${member}`,
    text,
  ]);
  return Object.fromEntries(named);
}

function describeFraction(type: string): { [name: string]: string } {
  return describe(type, {
    numerator: 'The upper number of the fraction: this many requests of every `denominator`.',
    denominator: 'The lower number of the fraction; 100 when omitted.',
  });
}
