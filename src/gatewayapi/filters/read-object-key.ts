import { badUserInput } from '../../errors.ts';
import { asString, getIn, type Json } from '../../kube/json.ts';
import type { GroupKind, ObjectKey } from '../../kube/object-key.ts';

export interface KeyDefaults extends GroupKind {
  /** The namespace of those that omit it; undefined where it has to be said. */
  readonly namespace: string | undefined;
}

/** The object that an ObjectKeyInput names; `field` is where it stands, for messages. */
export function readObjectKey(input: Json | undefined, defaults: KeyDefaults, field: string): ObjectKey {
  const namespace = asString(getIn(input, 'namespace')) ?? defaults.namespace;
  if (namespace === undefined || namespace === '') throw badUserInput(`${field}: name the namespace`);
  return {
    group: asString(getIn(input, 'group')) ?? defaults.group,
    kind: asString(getIn(input, 'kind')) ?? defaults.kind,
    namespace,
    name: asString(getIn(input, 'name')) ?? '',
  };
}
