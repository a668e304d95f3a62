import type { KindRow } from '../kube/kind-row.ts';
import type { ReferenceRow } from '../kube/reference-row.ts';

/** All that one kind adds to the schema, before it is printed. */
export interface GeneratedKind {
  readonly row: KindRow;
  /** Object types, the kind's own first, then depth first in the order of the schema. */
  readonly objects: readonly GeneratedObject[];
  readonly enums: readonly GeneratedEnum[];
  readonly references: readonly ReferenceRow[];
  /** Sentences about properties that got no field. */
  readonly omitted: readonly string[];
}

export interface GeneratedObject {
  readonly name: string;
  /** Where its values are, from the object's root: `spec.rules[]`; "" for the object itself. */
  readonly path: string;
  readonly interfaces: readonly string[];
  readonly fields: readonly GeneratedField[];
  readonly experimental: boolean;
}

export interface GeneratedField {
  readonly name: string;
  /** As SDL has it: `[String]`. */
  readonly type: string;
  /** As SDL has them: `(format: ManifestFormat = YAML)`. */
  readonly arguments?: string | undefined;
  /** Only in our own words; what upstream says is not committed. */
  readonly description?: string | undefined;
  readonly experimental: boolean;
  /** `schema`: a property of the kind's schema; `own`: a field that this project adds. */
  readonly origin: 'schema' | 'own';
}

export interface GeneratedEnum {
  readonly name: string;
  readonly experimental: boolean;
  readonly values: readonly { readonly name: string; readonly experimental: boolean }[];
}
