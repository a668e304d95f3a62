import { asNumber, asString, getIn, type JsonObject } from '../kube/json.ts';
import { formatKey, formatKind, groupKindId, sameGroupKind } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import { appProtocolVerdict } from './app-protocol.ts';
import { backendTlsOf } from './backend-tls-verdict.ts';
import { kindFact, premises, type Rule } from './fact.ts';
import { findReferent, kindNotServed, type Referent } from './find-referent.ts';
import type { Finding } from './finding.ts';
import { INFERENCE_POOL, SERVICE, SERVICE_IMPORT, X_BACKEND, X_INFERENCE_POOL } from './groups.ts';
import { misreadField, misreadPort } from './misread-field.ts';
import type { Reference } from './reference.ts';
import { broken, type Resolution, resolved, targetText, unreadable } from './resolution.ts';
import { findServicePort, listPorts, portOfTargetPort, transportOf } from './service-port.ts';

type BackendCheck = (reference: Reference, referent: Referent) => Resolution;

/** Kinds beside Service that the Gateway API itself names as backends, and what else each has to have. */
const NAMED_KINDS: ReadonlyMap<string, BackendCheck> = new Map<string, BackendCheck>([
  [groupKindId(SERVICE_IMPORT), checkPortOnly],
  [groupKindId(INFERENCE_POOL), exists],
  [groupKindId(X_INFERENCE_POOL), exists],
  [groupKindId(X_BACKEND), exists],
]);

const REFERENT = { needsGrant: true, absent: 'BackendNotFound', notServed: 'InvalidKind' } as const;

/** semantics.md B.3: the ordered checks of a backendRef; the first that fails gives the reason. */
export function* resolveBackend(reference: Reference): Rule<Resolution> {
  const isService = sameGroupKind(reference.target, SERVICE);
  if (!isService) {
    const verdict = yield* kindVerdict(reference);
    if (verdict !== undefined) return verdict;
  }
  const referent = yield* findReferent(reference, REFERENT);
  if ('reason' in referent) return referent;
  if (isService) return yield* checkService(reference, referent);
  const check = NAMED_KINDS.get(groupKindId(reference.target)) ?? implementationSpecific;
  return check(reference, referent);
}

/** Step 1, for every kind that a cluster may lack. */
function* kindVerdict(reference: Reference): Rule<Resolution | undefined> {
  const { target } = reference;
  const kind = yield* kindFact(target);
  if (kind.state === 'served') return kind.resource.namespaced ? undefined : notNamespaced(reference);
  if (kind.state !== 'notServed') return unreadable(reference, kind, `the kind ${formatKind(target)}`);
  const resolution = kindNotServed(reference, 'InvalidKind');
  const isUnqualifiedImport = target.group === '' && target.kind === SERVICE_IMPORT.kind;
  if (!isUnqualifiedImport) return resolution;
  return {
    ...resolution,
    hint: `Write group: ${JSON.stringify(SERVICE_IMPORT.group)} for kind ${target.kind}.`,
  };
}

function notNamespaced(reference: Reference): Resolution {
  const { target } = reference;
  const message = `${formatKind(target)} ${target.name} cannot be a backend: objects of its kind are in no namespace`;
  return broken(reference, 'InvalidKind', message);
}

function implementationSpecific(reference: Reference, referent: Referent): Resolution {
  const message = `${targetText(reference)} exists; whether ${formatKind(reference.target)} can be a backend is implementation-specific`;
  return broken(reference, 'Unknown', message, found(referent));
}

function exists(reference: Reference, referent: Referent): Resolution {
  return resolved(reference, `${targetText(reference)} exists`, found(referent));
}

/** A ServiceImport has ports as a Service has, but no type, appProtocol or BackendTLSPolicy. */
function checkPortOnly(reference: Reference, referent: Referent): Resolution {
  const port = portOf(reference, referent.object);
  return 'reason' in port ? withFound(port, referent) : portResolved(reference, referent, port.servicePort);
}

function* checkService(reference: Reference, referent: Referent): Rule<Resolution> {
  const service = referent.object;
  if (asString(getIn(service, 'spec', 'type')) === 'ExternalName') {
    return withFound(externalName(reference), referent);
  }
  const port = portOf(reference, service);
  if ('reason' in port) return withFound(port, referent);
  const { servicePort } = port;
  const tls = yield* backendTlsOf(reference, servicePort);
  if (tls.state === 'invalid') {
    return broken(reference, 'InvalidBackendTLS', tls.message, { ...found(referent), servicePort });
  }
  const verdict = appProtocolVerdict(asString(servicePort['appProtocol']), reference.from.kind);
  if (verdict === 'unusable' || (verdict === 'needsBackendTls' && tls.state === 'none')) {
    if (verdict === 'needsBackendTls' && (yield* premises()).openWorld) {
      return policyOutside(reference, referent, servicePort);
    }
    return unsupportedProtocol(reference, referent, servicePort, verdict);
  }
  if (tls.state !== 'unread') return portResolved(reference, referent, servicePort);
  if (verdict === 'needsBackendTls') return { ...tls.resolution, referent: referent.object, servicePort };
  return portResolved(reference, referent, servicePort, [tls.warning]);
}

function externalName(reference: Reference): Resolution {
  const message = `${targetText(reference)} has type ExternalName, which gateways refuse as a backend`;
  return broken(reference, 'UnsupportedValue', message, {
    hint: 'Use a Service with a selector, or one without a selector and EndpointSlices of your own.',
  });
}

/** Steps 4 and 6: a port is named, and the Service has it for this transport. */
function portOf(reference: Reference, service: RawObject): { servicePort: JsonObject } | Resolution {
  const { port, target } = reference;
  if (port === undefined) {
    const written = misreadField(reference, 'port');
    if (written !== undefined) {
      const { message, hint } = misreadPort(written);
      return broken(reference, 'BackendNotFound', `${message}; ${listPorts(service, 'TCP')}`, { hint });
    }
    const message = `a port number is required for ${targetText(reference)}; ${listPorts(service, 'TCP')}`;
    return broken(reference, 'BackendNotFound', message, {
      hint: 'Set port to a port of the Service, as a number.',
    });
  }
  const transport = transportOf(reference.from.kind);
  const servicePort = findServicePort(service, port, transport);
  if (servicePort !== undefined) return { servicePort };
  const meant = portOfTargetPort(service, port);
  return broken(
    reference,
    'BackendNotFound',
    `${formatKey(target)} has no ${transport} port ${port}; ${listPorts(service, transport)}`,
    meant === undefined ? {} : { hint: `${port} is a targetPort; write port: ${meant}.` },
  );
}

function unsupportedProtocol(
  reference: Reference,
  referent: Referent,
  servicePort: JsonObject,
  verdict: 'unusable' | 'needsBackendTls',
): Resolution {
  const where = `${targetText(reference)} port ${asNumber(servicePort['port'])}`;
  const why =
    verdict === 'unusable'
      ? `a ${reference.from.kind} cannot speak it`
      : 'that needs a BackendTLSPolicy for the Service, and there is none';
  const message = `${where} has appProtocol ${asString(servicePort['appProtocol'])}: ${why}`;
  return broken(reference, 'UnsupportedProtocol', message, { ...found(referent), servicePort });
}

/** A part of a cluster does not tell that there is no policy. */
function policyOutside(reference: Reference, referent: Referent, servicePort: JsonObject): Resolution {
  const where = `${targetText(reference)} port ${asNumber(servicePort['port'])}`;
  const message = `${where} has appProtocol ${asString(servicePort['appProtocol'])}: that needs a BackendTLSPolicy for the Service, and none is in the files`;
  return broken(reference, 'Unknown', message, { ...found(referent), servicePort });
}

function portResolved(
  reference: Reference,
  referent: Referent,
  servicePort: JsonObject,
  warnings: readonly Finding[] = [],
): Resolution {
  const message = `${targetText(reference)} has port ${asNumber(servicePort['port'])}`;
  const all = [...referent.warnings, ...warnings];
  return resolved(reference, message, { ...found(referent), servicePort, warnings: all });
}

function withFound(resolution: Resolution, referent: Referent): Resolution {
  return { ...resolution, ...found(referent) };
}

function found(referent: Referent): Pick<Resolution, 'permittedBy' | 'warnings' | 'referent'> {
  return { permittedBy: referent.permittedBy, warnings: referent.warnings, referent: referent.object };
}
