/**
 * semantics.md B.4: which route kinds can speak the `appProtocol`s that Kubernetes defines. An appProtocol that is
 * not in the table says nothing and is ignored.
 */
const SPEAKERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['kubernetes.io/h2c', ['HTTPRoute', 'GRPCRoute']],
  ['kubernetes.io/ws', ['HTTPRoute']],
  ['kubernetes.io/wss', ['TLSRoute', 'HTTPRoute']],
]);

export type AppProtocolVerdict = 'usable' | 'needsBackendTls' | 'unusable';

export function appProtocolVerdict(appProtocol: string | undefined, routeKind: string): AppProtocolVerdict {
  const speakers = appProtocol === undefined ? undefined : SPEAKERS.get(appProtocol);
  if (speakers === undefined) return 'usable';
  if (!speakers.includes(routeKind)) return 'unusable';
  return appProtocol === 'kubernetes.io/wss' && routeKind === 'HTTPRoute' ? 'needsBackendTls' : 'usable';
}
