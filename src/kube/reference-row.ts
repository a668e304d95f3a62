import type { GroupKind } from './object-key.ts';

/** One place in a kind where objects refer to others. `src/generated/reference-table.ts` holds them all. */
export interface ReferenceRow {
  /** The GraphQL type of the reference: `KubernetesKindHTTPRouteSpecRulesBackendRefs`. */
  readonly type: string;
  /** The kind that holds the reference. */
  readonly owner: GroupKind;
  /** Fields from the object's root, `[]` behind each list: `spec.rules[].backendRefs[]`. */
  readonly path: string;
  /** Which optional fields the position has. `group`, `kind` and `name` it always has. */
  readonly has: { readonly namespace: boolean; readonly port: boolean; readonly sectionName: boolean };
  /** What the CRD fills in for an omitted field; absent where it names no default. */
  readonly defaults: { readonly group?: string; readonly kind?: string };
}
