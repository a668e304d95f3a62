import type { GroupKind } from '../../kube/object-key.ts';
import type { SchemaChange } from '../schema-check/changes/schema-change.ts';

export interface KindDiff extends GroupKind {
  readonly state: 'new' | 'gone' | 'changed' | 'same';
  /** The versions that the types come from. */
  readonly older: string | undefined;
  readonly newer: string | undefined;
  /** The fields of Query and Cluster: `httpRoute`, `httpRoutes`. */
  readonly queries: readonly string[];
  readonly changes: readonly SchemaChange[];
}

export interface CrdDiffReport {
  readonly older: string;
  readonly newer: string;
  /** In the order of their names. */
  readonly kinds: readonly KindDiff[];
  /** Changes that belong to no one kind. */
  readonly shared: readonly SchemaChange[];
}
