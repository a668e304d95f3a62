import { asNumber, asString, isObject, type Json } from '../kube/json.ts';
import type { ObjectKey } from '../kube/object-key.ts';
import { keyOf, type RawObject } from '../kube/raw-object.ts';
import { type Position, positionOf } from './position.ts';
import { isBare, type ReferenceSite, sitePath } from './reference-site.ts';

/** One reference with every default applied: who refers, to what, and what the position means. */
export interface Reference {
  readonly position: Position;
  readonly from: ObjectKey;
  /** The referring object; absent for a reference that does not exist yet. */
  readonly owner: RawObject | undefined;
  /** The field that refers: `spec.rules[0].backendRefs[1]`. */
  path(): string;
  readonly target: ObjectKey;
  readonly port: number | undefined;
  /** Name of a listener, a Service port or a rule, by position. */
  readonly sectionName: string | undefined;
  readonly crossNamespace: boolean;
  /** Which sort of parent of a route the question is about; absent where it is about all of them. */
  readonly via?: 'gateway' | 'mesh' | undefined;
}

/** The referring object's kind has these positions, which name cluster-scoped objects or say the namespace. */
const NO_DEFAULT_NAMESPACE: ReadonlySet<Position> = new Set(['parameters', 'gatewayClass']);

/**
 * Applies the defaults of semantics.md A.1: the one place that knows them. Group and kind come from the CRD's own
 * defaults; the namespace is the referring object's, which no API server fills in. An empty namespace reads as
 * omitted (B.6).
 */
export function defaultReference(site: ReferenceSite): Reference {
  const { row, owner, node } = site;
  const bareField = bareStringField(site);
  const fields: { readonly [field: string]: Json | undefined } =
    bareField === undefined && isObject(node) ? node : {};
  const target = {
    group: asString(fields['group']) ?? row.defaults.group ?? '',
    kind: asString(fields['kind']) ?? row.defaults.kind ?? '',
    name: asString(bareField === undefined ? fields['name'] : asField(node, bareField)) ?? '',
  };
  return makeReference({
    position: positionOf(row),
    from: keyOf(owner),
    owner,
    path: () => sitePath(site),
    target,
    namespace: row.has.namespace ? asString(fields['namespace']) : undefined,
    port: row.has.port ? asNumber(fields['port']) : undefined,
    // The godoc reads "" as unspecified.
    sectionName: (row.has.sectionName && asString(fields['sectionName'])) || undefined,
  });
}

interface ReferenceParts
  extends Pick<Reference, 'position' | 'from' | 'owner' | 'path' | 'port' | 'sectionName'> {
  readonly target: { readonly group: string; readonly kind: string; readonly name: string };
  /** As written; "" counts as omitted. */
  readonly namespace: string | undefined;
}

/** Completes a reference whose group, kind and name are known: its namespace, and whether it leaves its own. */
export function makeReference(parts: ReferenceParts): Reference {
  const own = NO_DEFAULT_NAMESPACE.has(parts.position) ? undefined : parts.from.namespace;
  const namespace = parts.namespace === undefined || parts.namespace === '' ? own : parts.namespace;
  return {
    position: parts.position,
    from: parts.from,
    owner: parts.owner,
    path: parts.path,
    target: namespace === undefined ? parts.target : { ...parts.target, namespace },
    port: parts.port,
    sectionName: parts.sectionName,
    crossNamespace:
      namespace !== undefined && parts.from.namespace !== undefined && namespace !== parts.from.namespace,
  };
}

/** The field's name where the reference is a bare string (`spec.gatewayClassName`), else undefined. */
function bareStringField({ row }: ReferenceSite): string | undefined {
  return isBare(row) ? row.path.slice(row.path.lastIndexOf('.') + 1) : undefined;
}

function asField(node: object, field: string): Json | undefined {
  return isObject(node) ? node[field] : undefined;
}
