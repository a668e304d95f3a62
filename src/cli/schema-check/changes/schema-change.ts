/** Whether clients break, may break, or do not notice. */
export type Criticality = 'breaking' | 'dangerous' | 'safe';

export interface SchemaChange {
  readonly criticality: Criticality;
  /** What @graphql-inspector/core calls it: `FIELD_REMOVED`. */
  readonly type: string;
  /** `Query.httpRoute.namespace`. */
  readonly path: string | undefined;
  readonly message: string;
  /** Why it has this criticality, where that is not plain. */
  readonly reason: string | undefined;
  /** It adds something that is not in the standard channel. */
  readonly experimental: boolean;
  /** Where the older schema has it, or what it is part of; line and column count from 1. */
  readonly location: { readonly file: string; readonly line: number; readonly column: number } | undefined;
}

export const CRITICALITIES: readonly Criticality[] = ['breaking', 'dangerous', 'safe'];
