import { asList, asNumber, asObject, asString, getIn, isObject, type JsonObject } from '../../kube/json.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';
import { groupOf, type RawObject } from '../../kube/raw-object.ts';
import { type Capabilities, supports } from '../capabilities/capabilities.ts';
import { X_LISTENER_SET } from '../groups.ts';
import { ANY_HOSTNAME, hostnameProblem, readHostname } from '../hostname.ts';
import type { Listener, ListenerProblem, TlsMode } from './listener.ts';
import { type NamespaceRule, readNamespaceRule } from './namespace-rule.ts';
import { kindsOfProtocol, routeKinds } from './supported-kinds.ts';

const WITH_HOSTNAME: ReadonlySet<string> = new Set(['HTTP', 'HTTPS', 'TLS']);
const WITH_TLS: ReadonlySet<string> = new Set(['HTTPS', 'TLS']);

/** semantics.md C.1 step 4: the listeners of a Gateway or ListenerSet, each judged by its own fields. */
export function readListeners(owner: RawObject, capabilities: Capabilities): readonly Listener[] {
  return asList(getIn(owner, 'spec', 'listeners')).flatMap((node, index) =>
    isObject(node) ? [readListener(owner, node, { index, capabilities })] : [],
  );
}

interface Reading {
  readonly index: number;
  readonly capabilities: Capabilities;
}

function readListener(owner: RawObject, node: JsonObject, { index, capabilities }: Reading): Listener {
  const protocol = asString(node['protocol']) ?? '';
  const hostname = WITH_HOSTNAME.has(protocol) ? readHostname(node['hostname']) : ANY_HOSTNAME;
  const tlsMode = WITH_TLS.has(protocol) ? readTlsMode(node) : undefined;
  const namespaces = readNamespaceRule(getIn(node, 'allowedRoutes', 'namespaces'), {
    from: 'Same',
    namespace: owner.metadata.namespace ?? '',
  });
  const possible = kindsOfProtocol(protocol, capabilities);
  const shape = { port: asNumber(node['port']) ?? 0, protocol, hostname, tlsMode, namespaces };
  const problem = listenerProblem(shape, { possible, capabilities, dynamicPort: hasDynamicPort(owner) });
  const kinds = routeKinds(node, possible);
  return {
    index,
    name: asString(node['name']) ?? '',
    ...shape,
    lacksCertificates: tlsMode === 'Terminate' && !namesCertificates(node),
    // A value that the controller does not support leaves nothing to attach to.
    supportedKinds: problem?.reason === 'UnsupportedValue' ? [] : kinds.supportedKinds,
    refusedKinds: kinds.refusedKinds,
    problem,
  };
}

/** An unknown mode is kept apart by `listenerProblem`; the CRD's default is Terminate. */
function readTlsMode(node: JsonObject): TlsMode {
  return getIn(node, 'tls', 'mode') === 'Passthrough' ? 'Passthrough' : 'Terminate';
}

/** Options may name certificates in an implementation's own way. */
function namesCertificates(node: JsonObject): boolean {
  const certificates = asList(getIn(node, 'tls', 'certificateRefs'));
  return certificates.length > 0 || Object.keys(asObject(getIn(node, 'tls', 'options'))).length > 0;
}

/** XListenerSet let the implementation choose a port: 0, or none. */
function hasDynamicPort(owner: RawObject): boolean {
  const kind = { group: groupOf(owner.apiVersion), kind: owner.kind };
  return groupKindId(kind) === groupKindId(X_LISTENER_SET);
}

interface Shape {
  readonly port: number;
  readonly protocol: string;
  readonly hostname: string;
  readonly tlsMode: TlsMode | undefined;
  readonly namespaces: NamespaceRule;
}

interface Circumstances {
  readonly possible: readonly GroupKind[];
  readonly capabilities: Capabilities;
  readonly dynamicPort: boolean;
}

type Check = (shape: Shape, circumstances: Circumstances) => ListenerProblem | undefined;

/** In the order of semantics.md C.5; the first that finds something gives the reason. */
const CHECKS: readonly Check[] = [
  ({ protocol }, { possible }) =>
    possible.length > 0
      ? undefined
      : { reason: 'UnsupportedProtocol', message: `protocol ${protocol || '(none)'} is not supported` },
  ({ protocol, tlsMode }) =>
    protocol === 'HTTPS' && tlsMode === 'Passthrough'
      ? {
          reason: 'UnsupportedValue',
          message: 'an HTTPS listener terminates TLS: tls.mode has to be Terminate',
        }
      : undefined,
  ({ protocol, tlsMode }, { capabilities }) =>
    protocol === 'TLS' && tlsMode === 'Terminate' && !supports(capabilities, 'TLSRouteModeTerminate')
      ? {
          reason: 'UnsupportedValue',
          message: 'the controller does not support TLS listeners that terminate TLS',
        }
      : undefined,
  ({ port }, { dynamicPort }) =>
    (Number.isInteger(port) && port > 0 && port < 65536) || (dynamicPort && port === 0)
      ? undefined
      : { reason: 'Invalid', message: 'the port has to be a number from 1 to 65535' },
  ({ hostname }) => {
    const problem = hostname === ANY_HOSTNAME ? undefined : hostnameProblem(hostname);
    return problem === undefined
      ? undefined
      : { reason: 'Invalid', message: `hostname ${JSON.stringify(hostname)} ${problem}` };
  },
  ({ namespaces }) =>
    namespaces.from === 'invalid'
      ? { reason: 'Invalid', message: `allowedRoutes.${namespaces.problem}` }
      : undefined,
];

function listenerProblem(shape: Shape, circumstances: Circumstances): ListenerProblem | undefined {
  for (const check of CHECKS) {
    const problem = check(shape, circumstances);
    if (problem !== undefined) return problem;
  }
  return undefined;
}
