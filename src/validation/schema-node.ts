import type { Json } from '../kube/json.ts';
import type { SchemaRule } from './schema-rule.ts';

/** A schema of a CRD made ready to be walked beside values. */
export interface SchemaNode {
  /** [] where any type will do. `x-kubernetes-int-or-string` has two. */
  readonly types: readonly string[];
  readonly nullable: boolean;
  readonly properties: ReadonlyMap<string, PropertyNode>;
  readonly required: readonly string[];
  /** Of the values of a map. */
  readonly additional: SchemaNode | undefined;
  /** Whether fields that the schema does not name are kept. */
  readonly keepsUnknown: boolean;
  readonly items: SchemaNode | undefined;
  readonly limits: Limits;
  readonly format: string | undefined;
  readonly enum: readonly Json[] | undefined;
  readonly combined: Combined | undefined;
  readonly listType: 'set' | 'map' | undefined;
  readonly mapKeys: readonly string[];
  readonly rules: readonly SchemaRule[];
  /** Whether there is any list of that type, or any rule, here or below: other branches need no second walk. */
  readonly hasListTypes: boolean;
  readonly hasRules: boolean;
}

export interface PropertyNode {
  readonly node: SchemaNode;
  /** The name in rules; undefined where rules cannot name it. */
  readonly ruleName: string | undefined;
}

export interface Limits {
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly minProperties?: number;
  readonly maxProperties?: number;
}

export interface Combined {
  readonly allOf: readonly SchemaNode[];
  readonly anyOf: readonly SchemaNode[];
  readonly oneOf: readonly SchemaNode[];
  readonly not: SchemaNode | undefined;
}
