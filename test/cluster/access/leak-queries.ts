const KEY = '{ group kind namespace name }';
const CONDITIONS = 'conditions { type status reason message }';
const FINDINGS = `findings { code message path hint related ${KEY} object ${KEY} }`;
const RESOLUTION = `resolution { resolved reason message hint crossNamespace target ${KEY} permittedBy { id manifest }
  referent { id manifest } servicePort { port } endpoints { ready notReady total } warnings { code message } }`;
const INCOMING = `{ totalCount edges { cursor node { path distance fromKey ${KEY} from { id } resolution { reason message } } } }`;
const OBJECT = `id manifest ${FINDINGS} referencedBy ${INCOMING} all: referencedBy(transitive: true) { totalCount nodes { path distance } }`;
const DRIFT = 'statusDrift { kind type listener computed { reason } reported { reason } }';
const ROUTES = '{ totalCount pageInfo { hasNextPage endCursor } nodes { id } }';
const LISTENERS = `listeners { name attachedRoutes supportedKinds { kind } ${CONDITIONS} }`;

const PLACE = `{ object ${KEY} sectionName }`;
const ATTACHED = `{ policy { id } policyKey ${KEY} mode path target ${PLACE} inherited accepted { type status reason message } governedBy ${KEY} consumerOnly }`;
const POLICIES = `policies(inherited: true) ${ATTACHED} effectivePolicies { totalCount edges { cursor node { kind path ${PLACE}
  policies { policyKey ${KEY} } spec values { path value origin ${KEY} part } } } }`;
const COMPARISON = `introduced { code message path object ${KEY} } resolved { code message path object ${KEY} }
  conditions { type listener parentRef { namespace name } object ${KEY} before { status reason message } after { status reason message } }`;

const SUPPOSED = `compare { ${COMPARISON} } findings { totalCount } routes(where: { hasFindings: true }) { totalCount } services { totalCount nodes { id } }`;

const ROUTE = `fragment route on Route { ${OBJECT} ${DRIFT} urls hostnames gateways { id }
  parentRefs { namespace name sectionName ${RESOLUTION} }
  backends { port roles paths target ${KEY} ${RESOLUTION} }
  computedStatus { incomplete parents { attached controllerName parentRef { kind namespace name sectionName port }
    listeners { attached reason message name gateway ${KEY} listenerSet ${KEY} } ${CONDITIONS} } } }`;

const SIMULATION = `outcome message incomplete statusCode listener { name port gateway ${KEY} listenerSet ${KEY} } route { id }
  backends { share target ${KEY} resolution { reason } } trace { message verdict key ${KEY} }`;

/** Questions that touch every field in which something of another's objects could show. */
export const LEAK_QUERIES: Readonly<Record<string, string>> = {
  routes: `${ROUTE} { routes { totalCount edges { cursor node { ...route } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
  pages: `{ httpRoutes(first: 1) { totalCount nodes { id } pageInfo { hasNextPage endCursor } }
    routes(first: 2, orderBy: [NAME]) { totalCount edges { cursor } pageInfo { hasNextPage } } }`,
  filters: `{ byGateway: routes(where: { gateway: { namespace: "ns1", name: "a" } }) ${ROUTES}
    byBackend: routes(where: { backend: { namespace: "ns2", name: "a" } }) ${ROUTES}
    attached: httpRoutes(where: { attached: true }) ${ROUTES}
    resolved: routes(where: { resolved: false }) ${ROUTES}
    reason: routes(where: { reason: Forbidden }) ${ROUTES}
    hostname: routes(where: { hostname: "a.example.com" }) ${ROUTES}
    unnamed: gateways(where: { not: { name: "a" } }) { totalCount } }`,
  gateways: `{ gateways { totalCount nodes { ${OBJECT} ${DRIFT} gatewayClass { id } listenerSets { totalCount nodes { id } } routes ${ROUTES}
    spec { gatewayClassResolution { reason message } listeners { name tls { certificateRefs { ${RESOLUTION} } } } }
    computedStatus { incomplete attachedListenerSets ${CONDITIONS} ${LISTENERS} } } } }`,
  listenerSets: `{ listenerSets { totalCount nodes { ${OBJECT} gateway { id } routes ${ROUTES} spec { parentRef { ${RESOLUTION} } }
    computedStatus { incomplete ${CONDITIONS} ${LISTENERS} } } } }`,
  services: `{ services { totalCount nodes { ${OBJECT} urls routes ${ROUTES} endpointSlices { totalCount } } } }`,
  namespaces: `{ namespaces { totalCount nodes { ${OBJECT} gateways { totalCount nodes { id } } routes ${ROUTES} services { totalCount } } } }`,
  classes: `{ gatewayClasses { totalCount nodes { ${OBJECT} gateways { totalCount nodes { id } } computedStatus { incomplete ${CONDITIONS} } } } }`,
  grants: `{ referenceGrants { totalCount nodes { ${OBJECT} permits { path fromKey ${KEY} resolution { reason } } } } }`,
  policies: `{ backendTlsPolicies { totalCount nodes { ${OBJECT} targets { id }
    computedStatus { incomplete ancestors { controllerName ancestorRef { kind namespace name } ${CONDITIONS} } } } }
    xBackendTrafficPolicies { totalCount nodes { ${OBJECT} computedStatus { incomplete } } } }`,
  policiesOf: `{ gateways { nodes { id ${POLICIES} } } httpRoutes { nodes { id ${POLICIES} } } services { nodes { id ${POLICIES} } }
    namespaces { nodes { id ${POLICIES} } } gatewayClasses { nodes { id ${POLICIES} } } listenerSets { nodes { id ${POLICIES} } }
    backendTlsPolicies { nodes { targets { id } } } xBackendTrafficPolicies { nodes { targets { id } } } }`,
  faulty: `{ routes(where: { hasFindings: true }) ${ROUTES} sound: routes(where: { hasFindings: false }) ${ROUTES}
    gateways(where: { hasFindings: true }) { totalCount nodes { id } } services(where: { hasFindings: false }) { totalCount nodes { id } }
    namespaces(where: { hasFindings: false }) { totalCount } backendTlsPolicies(where: { hasFindings: true }) { totalCount nodes { id } } }`,
  findings: `{ findings { totalCount edges { cursor } nodes { code message path hint object ${KEY} related ${KEY} } }
    ns1: findings(namespace: "ns1") { totalCount nodes { code message } }
    ns2: findings(namespace: "ns2") { totalCount nodes { code message } } }`,
  byName: `${ROUTE} { httpRoute(namespace: "ns1", name: "a") { ...route } gateway(namespace: "ns2", name: "a") { id ${FINDINGS} }
    service(namespace: "ns1", name: "b") { id referencedBy ${INCOMING} } namespace(name: "ns1") { id manifest } gatewayClass(name: "class") { id }
    secret(namespace: "ns1", name: "a") { id type keys manifest } referenceGrant(namespace: "ns2", name: "b") { id }
    object(kind: "TLSRoute", namespace: "ns2", name: "b") { id manifest } }`,
  byNamespace: `{ httpRoutes(namespace: "ns1") ${ROUTES} other: httpRoutes(namespace: "ns2") ${ROUTES}
    services(namespace: "ns2") { totalCount } none: gateways(namespace: "no-such-namespace") { totalCount } }`,
  simulation: `{ a: simulateRequest(input: { gateway: { namespace: "ns1", name: "a" }, host: "a.example.com" }) { ${SIMULATION} }
    b: simulateRequest(input: { gateway: { namespace: "ns2", name: "b" }, host: "b.org" }) { ${SIMULATION} }
    mesh: simulateRequest(input: { mesh: { clientNamespace: "ns1", service: { namespace: "ns2", name: "a" }, port: 80 } }) { ${SIMULATION} } }`,
  hypothetical: `{ a: resolveReference(from: { kind: "HTTPRoute", group: "gateway.networking.k8s.io", namespace: "ns1", path: "spec.rules[].backendRefs[]" },
      to: { kind: "Service", namespace: "ns2", name: "a", port: 80 }) { reason message hint permittedBy { id } referent { id } }
    whatIf(delete: [{ kind: "Service", namespace: "ns1", name: "a" }]) { services { totalCount } findings { totalCount }
      compare { introduced { code message } resolved { code message } conditions { type object ${KEY} } } } }`,
  deleted: `{ gateway: whatIf(delete: [{ kind: "Gateway", group: "gateway.networking.k8s.io", namespace: "ns2", name: "b" }]) { ${SUPPOSED} }
    grant: whatIf(delete: [{ kind: "ReferenceGrant", group: "gateway.networking.k8s.io", namespace: "ns2", name: "a" }]) { ${SUPPOSED} }
    none: whatIf(delete: [{ kind: "HTTPRoute", group: "gateway.networking.k8s.io", namespace: "ns2", name: "none" }]) { name } }`,
  applied: `{ service: whatIf(apply: ["{apiVersion: v1, kind: Service, metadata: {namespace: ns2, name: a}, spec: {ports: [{port: 81}]}}"]) { ${SUPPOSED} }
    grant: whatIf(apply: ["{apiVersion: gateway.networking.k8s.io/v1, kind: ReferenceGrant, metadata: {namespace: ns2, name: all}, spec: {from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: ns1}], to: [{group: '', kind: Service}]}}"]) {
      ${SUPPOSED} httpRoutes { nodes { id spec { rules { backendRefs { ${RESOLUTION} } } } } } }
    secret: whatIf(apply: ["{apiVersion: v1, kind: Secret, metadata: {namespace: ns1, name: a}, type: kubernetes.io/tls, data: {}}"]) { ${SUPPOSED} secret(namespace: "ns1", name: "a") { id keys } } }`,
  topology: `{ topology { incomplete truncated nodes { id title subtitle health state endpoints { total } } edges { id state message } }
    ns1: topology(namespace: "ns1") { incomplete nodes { id health } edges { id } }
    root: topology(root: { kind: "Service", namespace: "ns1", name: "a" }, depth: 2) { incomplete nodes { id } edges { id } } }`,
  cluster:
    '{ kubernetesVersion gatewayApiVersion gatewayApiChannel resources { group kind plural namespaced versions synced count } }',
};
