import { asObject, type JsonObject } from '../kube/json.ts';
import { type GroupKind, groupKindId } from '../kube/object-key.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';

/** Rules that have the fields of a reference and are none: path by group and kind. */
const NO_REFERENCES: { readonly [groupKindId: string]: readonly string[] } = {
  'gateway.networking.k8s.io/ReferenceGrant': ['spec.to[]'],
};

const BACKEND_PROPERTIES: ReadonlySet<string> = new Set(['backendRef', 'backendRefs']);
const PARENT_PROPERTIES: ReadonlySet<string> = new Set(['parentRef', 'parentRefs', 'ancestorRef']);

/** The types that the fields of a reference have whatever the schema restricts them to. */
export const referenceFieldTypes: { readonly [field: string]: string } = {
  group: 'String',
  kind: 'String',
  name: 'String',
  namespace: 'String',
  sectionName: 'String',
  port: 'Int',
};

/** Where a reference stands: the kind that holds it, and the path from the object's root (`spec.parentRefs[]`). */
export interface ReferencePosition {
  readonly owner: GroupKind;
  readonly path: string;
}

/** The facts of a reference, or undefined where the schema of an object has not group, kind and name as strings. */
export function referenceFacts(
  schema: JsonObject,
  { owner, path }: ReferencePosition,
): Pick<ReferenceRow, 'has' | 'defaults'> | undefined {
  const properties = asObject(schema['properties']);
  const isString = (field: string) => asObject(properties[field])['type'] === 'string';
  if (!isString('group') || !isString('kind') || !isString('name')) return undefined;
  if (NO_REFERENCES[groupKindId(owner)]?.includes(path) === true) return undefined;
  const has = {
    namespace: isString('namespace'),
    port: asObject(properties['port'])['type'] === 'integer',
    sectionName: isString('sectionName'),
  };
  return { has, defaults: defaultsOf(properties) };
}

/** The interfaces of a reference type, the most special one first; GraphQL wants inherited ones named too. */
export function referenceInterfaces(has: ReferenceRow['has'], path: string): readonly string[] {
  if (!has.namespace) return ['ObjectReference'];
  const property = path.slice(path.lastIndexOf('.') + 1).replace('[]', '');
  const inherited = ['NamespacedObjectReference', 'ObjectReference'];
  if (has.port && has.sectionName && PARENT_PROPERTIES.has(property))
    return ['ParentReference', ...inherited];
  if (has.port && BACKEND_PROPERTIES.has(property)) return ['BackendReference', ...inherited];
  return inherited;
}

function defaultsOf(properties: JsonObject): ReferenceRow['defaults'] {
  const [group, kind] = ['group', 'kind'].map((field) => asObject(properties[field])['default']);
  return {
    ...(typeof group === 'string' ? { group } : {}),
    ...(typeof kind === 'string' ? { kind } : {}),
  };
}
