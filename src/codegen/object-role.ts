import type { JsonObject } from '../kube/json.ts';
import type { KindRow } from '../kube/kind-row.ts';
import { groupKindId } from '../kube/object-key.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';
import { bareReferencesOf } from './bare-reference.ts';
import { ownFieldsOfKind } from './computed-status-fields.ts';
import { conditionFieldTypes, isCondition } from './condition-interface.ts';
import { dataFactFields, isDataKind } from './data-kind.ts';
import { type InterfaceField, interfaceFields } from './interface-fields.ts';
import { referenceFacts, referenceFieldTypes, referenceInterfaces } from './reference-interfaces.ts';
import { relationFieldsOf } from './relation-fields.ts';

/** What an object type is to the schema, beyond its own properties. */
export interface ObjectRole {
  /** The most special one first. */
  readonly interfaces: readonly string[];
  /** Types that the interfaces ask for, whatever the schema says. */
  readonly fieldTypes: { readonly [field: string]: string };
  /** Fields of the interfaces and others that we add. */
  readonly addedFields: readonly InterfaceField[];
  /** Whether the added fields stand before the properties. */
  readonly addedFirst: boolean;
  /** Reference rows for the positions that the object is, or holds as bare strings. */
  readonly references: readonly Omit<ReferenceRow, 'type' | 'owner'>[];
}

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

const ROUTE_KINDS: ReadonlySet<string> = new Set(
  ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute', 'UDPRoute'].map((kind) =>
    groupKindId({ group: GATEWAY_GROUP, kind }),
  ),
);

/** The role of the object at a path (`spec.rules[]`, "" for the object itself) of a kind. */
export function objectRole(row: KindRow, schema: JsonObject, path: string): ObjectRole {
  if (path === '') return kindRole(row);
  const facts = referenceFacts(schema, { owner: row, path });
  if (facts !== undefined) {
    const role = withInterfaces(referenceInterfaces(facts.has, path), referenceTypes(facts.has));
    return { ...role, references: [{ path, ...facts }] };
  }
  if (isCondition(schema, path)) return withInterfaces(['Condition'], conditionFieldTypes);
  return plainRole(row, path);
}

function kindRole(row: KindRow): ObjectRole {
  const inherited = ['KubernetesObject', 'Node'];
  const interfaces = ROUTE_KINDS.has(groupKindId(row)) ? ['Route', ...inherited] : inherited;
  const role = withInterfaces(interfaces, {});
  const dataFacts = isDataKind(row) ? dataFactFields : [];
  const own = [...ownFieldsOfKind(row), ...relationFieldsOf(row, '')];
  return { ...role, addedFields: [...role.addedFields, ...own, ...dataFacts], addedFirst: true };
}

function plainRole(row: KindRow, path: string): ObjectRole {
  const bare = bareReferencesOf(row, path);
  const has = { namespace: false, port: false, sectionName: false };
  return {
    ...withInterfaces([], {}),
    addedFields: [...bare.map(({ sibling }) => sibling), ...relationFieldsOf(row, path)],
    references: bare.map(({ property, defaults }) => ({ path: `${path}.${property}`, has, defaults })),
  };
}

function withInterfaces(interfaces: readonly string[], fieldTypes: ObjectRole['fieldTypes']): ObjectRole {
  const addedFields = [...interfaces].reverse().flatMap((name) => interfaceFields[name] ?? []);
  return { interfaces, fieldTypes, addedFields, addedFirst: false, references: [] };
}

/** A `namespace`, `port` or `sectionName` of another form is none, and keeps the type that its schema gives. */
function referenceTypes(has: ReferenceRow['has']): ObjectRole['fieldTypes'] {
  const absent = Object.entries(has).filter(([, present]) => !present);
  const names = new Set(absent.map(([field]) => field));
  return Object.fromEntries(Object.entries(referenceFieldTypes).filter(([field]) => !names.has(field)));
}
