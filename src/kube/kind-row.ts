import type { GroupKind } from './object-key.ts';
import type { PolicyMode } from './policy-mode.ts';

/** One kind that the schema has a type for. `src/generated/kind-table.ts` holds them all. */
export interface KindRow extends GroupKind {
  /** `httproutes`. */
  readonly plural: string;
  readonly namespaced: boolean;
  /** `KubernetesKindHTTPRoute`. */
  readonly type: string;
  /** `httpRoute`. */
  readonly field: string;
  /** `httpRoutes`; absent for Secret and ConfigMap, which are only read by name. */
  readonly listField?: string;
  /** Versions that this code reads, best first: v1 > v1beta1 > v1alpha3 > v1alpha2 > v1alpha1. */
  readonly versions: readonly string[];
  /** Not in the standard channel. */
  readonly experimental: boolean;
  /** Absent for what is no policy. */
  readonly policy?: PolicyMode;
}
