/** API groups and kinds that the rules name. */
export const CORE = '';
export const GATEWAY_GROUP = 'gateway.networking.k8s.io';
export const EXPERIMENTAL_GROUP = 'gateway.networking.x-k8s.io';
export const MULTICLUSTER_GROUP = 'multicluster.x-k8s.io';

export const SERVICE = { group: CORE, kind: 'Service' } as const;
export const SECRET = { group: CORE, kind: 'Secret' } as const;
export const CONFIG_MAP = { group: CORE, kind: 'ConfigMap' } as const;
export const NAMESPACE = { group: CORE, kind: 'Namespace' } as const;
export const ENDPOINT_SLICE = { group: 'discovery.k8s.io', kind: 'EndpointSlice' } as const;
export const GATEWAY = { group: GATEWAY_GROUP, kind: 'Gateway' } as const;
export const GATEWAY_CLASS = { group: GATEWAY_GROUP, kind: 'GatewayClass' } as const;
export const LISTENER_SET = { group: GATEWAY_GROUP, kind: 'ListenerSet' } as const;
export const REFERENCE_GRANT = { group: GATEWAY_GROUP, kind: 'ReferenceGrant' } as const;
export const BACKEND_TLS_POLICY = { group: GATEWAY_GROUP, kind: 'BackendTLSPolicy' } as const;
export const X_LISTENER_SET = { group: EXPERIMENTAL_GROUP, kind: 'XListenerSet' } as const;
export const X_BACKEND_TRAFFIC_POLICY = { group: EXPERIMENTAL_GROUP, kind: 'XBackendTrafficPolicy' } as const;
export const X_BACKEND = { group: EXPERIMENTAL_GROUP, kind: 'XBackend' } as const;
export const SERVICE_IMPORT = { group: MULTICLUSTER_GROUP, kind: 'ServiceImport' } as const;
export const INFERENCE_POOL = { group: 'inference.networking.k8s.io', kind: 'InferencePool' } as const;
export const X_INFERENCE_POOL = { group: 'inference.networking.x-k8s.io', kind: 'InferencePool' } as const;

export const HTTP_ROUTE = { group: GATEWAY_GROUP, kind: 'HTTPRoute' } as const;
export const GRPC_ROUTE = { group: GATEWAY_GROUP, kind: 'GRPCRoute' } as const;
export const TLS_ROUTE = { group: GATEWAY_GROUP, kind: 'TLSRoute' } as const;
export const TCP_ROUTE = { group: GATEWAY_GROUP, kind: 'TCPRoute' } as const;
export const UDP_ROUTE = { group: GATEWAY_GROUP, kind: 'UDPRoute' } as const;

export const ROUTE_KINDS = [HTTP_ROUTE, GRPC_ROUTE, TLS_ROUTE, TCP_ROUTE, UDP_ROUTE] as const;
