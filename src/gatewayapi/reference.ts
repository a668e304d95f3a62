import { asNumber, asString, isObject, type Json, type JsonObject } from '../kube/json.ts';
import type { ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import type { Position } from './position.ts';
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
  const { position, owner, from } = site;
  const { group, kind, name, namespace, port, sectionName } = defaultTarget(site);
  return makeReference({
    position,
    from,
    owner,
    path: () => sitePath(site),
    target: { group, kind, name },
    namespace,
    port,
    sectionName,
  });
}

/** What a reference names, with defaults; all that it says beside where it stands. */
export interface ReferenceTarget extends Pick<Reference, 'port' | 'sectionName'> {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
}

export function defaultTarget(site: ReferenceSite): ReferenceTarget {
  const { row } = site;
  const fields = fieldsOf(site);
  return {
    group: asString(fields['group']) ?? row.defaults.group ?? '',
    kind: asString(fields['kind']) ?? row.defaults.kind ?? '',
    name: asString(isBare(row) ? bareName(site) : fields['name']) ?? '',
    namespace: namespaceOf(row.has.namespace ? asString(fields['namespace']) : undefined, site),
    port: row.has.port ? asNumber(fields['port']) : undefined,
    // The godoc reads "" as unspecified.
    sectionName: (row.has.sectionName && asString(fields['sectionName'])) || undefined,
  };
}

/** The group of the target alone, for those who need no more. */
export function defaultGroup(site: ReferenceSite): string {
  return asString(fieldsOf(site)['group']) ?? site.row.defaults.group ?? '';
}

/** The kind of the target alone. */
export function defaultKind(site: ReferenceSite): string {
  return asString(fieldsOf(site)['kind']) ?? site.row.defaults.kind ?? '';
}

/** The namespace of the target alone; undefined where it is cluster-scoped. */
export function defaultNamespace(site: ReferenceSite): string | undefined {
  const written = site.row.has.namespace ? asString(fieldsOf(site)['namespace']) : undefined;
  return namespaceOf(written, site);
}

interface ReferenceParts
  extends Pick<Reference, 'position' | 'from' | 'owner' | 'path' | 'port' | 'sectionName'> {
  readonly target: { readonly group: string; readonly kind: string; readonly name: string };
  /** As written; "" counts as omitted. */
  readonly namespace: string | undefined;
}

/** Completes a reference whose group, kind and name are known: its namespace, and whether it leaves its own. */
export function makeReference(parts: ReferenceParts): Reference {
  const { group, kind, name } = parts.target;
  const namespace = namespaceOf(parts.namespace, parts);
  return {
    position: parts.position,
    from: parts.from,
    owner: parts.owner,
    path: parts.path,
    target: namespace === undefined ? parts.target : { group, kind, name, namespace },
    port: parts.port,
    sectionName: parts.sectionName,
    crossNamespace:
      namespace !== undefined && parts.from.namespace !== undefined && namespace !== parts.from.namespace,
  };
}

function namespaceOf(
  written: string | undefined,
  { position, from }: Pick<Reference, 'position' | 'from'>,
): string | undefined {
  if (written !== undefined && written !== '') return written;
  return NO_DEFAULT_NAMESPACE.has(position) ? undefined : from.namespace;
}

const NO_FIELDS: JsonObject = Object.freeze({});

/** What was written; the holder of a bare string is no reference, so that its fields are none of ours. */
function fieldsOf({ row, node }: ReferenceSite): JsonObject {
  return isObject(node) && !isBare(row) ? node : NO_FIELDS;
}

/** `public` of `spec.gatewayClassName: public`. */
function bareName({ row, node }: ReferenceSite): Json | undefined {
  return isObject(node) ? node[row.path.slice(row.path.lastIndexOf('.') + 1)] : undefined;
}
