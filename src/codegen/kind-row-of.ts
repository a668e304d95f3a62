import type { KindRow } from '../kube/kind-row.ts';
import { compareVersions } from './compare-versions.ts';
import { isDataKind } from './data-kind.ts';
import type { KindSchema } from './kind-schema.ts';
import { olderVersionsOf } from './older-versions.ts';
import { pluralField, singularField } from './query-field-name.ts';
import { kindTypeName } from './type-name.ts';

export interface KindRowOptions {
  /** Whether type and fields are qualified by the group. */
  readonly qualified: boolean;
  readonly experimental: boolean;
}

/** A kind's row of the kind table. */
export function kindRowOf(schema: KindSchema, { qualified, experimental }: KindRowOptions): KindRow {
  const { group, kind, plural, namespaced } = schema;
  const qualifier = qualified ? group : '';
  const field = singularField(kind, qualifier);
  const served = schema.versions.filter((version) => version.served).map((version) => version.name);
  const versions = [...new Set([...served, ...olderVersionsOf(schema)])].sort(compareVersions);
  return {
    group,
    kind,
    plural,
    namespaced,
    type: kindTypeName(kind, qualifier),
    field,
    ...(isDataKind(schema) ? {} : { listField: pluralField(field) }),
    versions,
    experimental,
    ...(schema.policy === undefined ? {} : { policy: schema.policy }),
  };
}
