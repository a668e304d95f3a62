import { isObject, type JsonObject } from '../../kube/json.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import type { Resolution } from '../resolution.ts';

/** What became of one reference of a rule, as far as a request is concerned. */
export interface ReferenceVerdict {
  readonly resolution: Resolution;
  /** Ready endpoints of the Service; absent where nobody knows. */
  readonly readyEndpoints?: number | undefined;
  /** The name in the TLS handshake with the backend, where a BackendTLSPolicy asks for one. */
  readonly serverName?: string | undefined;
}

/** The verdict on a reference by its object in the route, which has to be asked for beforehand. */
export type VerdictOf = (reference: JsonObject) => ReferenceVerdict;

export type Usability =
  /** Takes requests; also where its endpoints are not known. */
  | 'usable'
  /** The reference is broken: its share of the requests fails. */
  | 'broken'
  /** It resolves, and nothing is behind it. */
  | 'noEndpoints'
  /** Nobody could look, or the caller may not. */
  | 'unknown'
  /** It exists, and only an implementation knows whether it is a backend. */
  | 'opaque';

export function usability({ resolution, readyEndpoints }: ReferenceVerdict): Usability {
  const { reason, referent } = resolution;
  if (reason === 'ResolvedRefs') return readyEndpoints === 0 ? 'noEndpoints' : 'usable';
  if (reason === 'Forbidden') return 'unknown';
  if (reason === 'Unknown') return referent === undefined ? 'unknown' : 'opaque';
  return 'broken';
}

export interface BackendShareTarget {
  readonly target: ObjectKey;
  readonly port: number | undefined;
}

export function targetOf({ resolution: { reference } }: ReferenceVerdict): BackendShareTarget {
  return { target: reference.target, port: reference.port };
}

/** Fields of filters that refer to other objects. */
const FILTER_REFERENCES: readonly (readonly [filter: string, field: string | undefined])[] = [
  ['requestMirror', 'backendRef'],
  ['externalAuth', 'backendRef'],
  ['extensionRef', undefined],
];

/** The reference of a filter: the backend of a mirror, an authorization server, an extension. */
export function filterReference(filter: JsonObject): JsonObject | undefined {
  for (const [name, field] of FILTER_REFERENCES) {
    const value = filter[name];
    if (!isObject(value)) continue;
    const reference = field === undefined ? value : value[field];
    if (isObject(reference)) return reference;
  }
  return undefined;
}
