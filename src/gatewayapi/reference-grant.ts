import { asList, asString, getIn, type Json } from '../kube/json.ts';
import { formatKind, type GroupKind, groupKindId, type ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import type { ObjectIndex } from './fact.ts';
import { REFERENCE_GRANT } from './groups.ts';

/** The grants of one namespace, by who may refer. */
export type GrantIndex = ReadonlyMap<string, readonly RawObject[]>;

/** semantics.md B.1: a grant lives with the referent, and each `from` of it combines with each `to` of it. */
export const grantIndex: ObjectIndex<GrantIndex> = {
  kind: REFERENCE_GRANT,
  build(grants) {
    const index = new Map<string, RawObject[]>();
    for (const grant of grants) {
      for (const from of new Set(asList(getIn(grant, 'spec', 'from')).map(fromId))) {
        const known = index.get(from);
        if (known === undefined) index.set(from, [grant]);
        else known.push(grant);
      }
    }
    return index;
  },
};

/**
 * The grants in the referent's namespace that allow objects of kind `from` in `namespace` to refer to `to`. Group,
 * kind and namespace compare exactly; a `to` without a name, or with "", means every object of its kind.
 */
export function permittingGrants(
  index: GrantIndex,
  from: GroupKind & { readonly namespace?: string | undefined },
  to: ObjectKey,
): readonly RawObject[] {
  const candidates = index.get(`${groupKindId(from)}/${from.namespace ?? ''}`) ?? [];
  return candidates.filter((grant) => asList(getIn(grant, 'spec', 'to')).some((entry) => covers(entry, to)));
}

function fromId(from: Json): string {
  const group = asString(getIn(from, 'group')) ?? '';
  const kind = asString(getIn(from, 'kind')) ?? '';
  return `${groupKindId({ group, kind })}/${asString(getIn(from, 'namespace')) ?? ''}`;
}

function covers(entry: Json, to: ObjectKey): boolean {
  const name = asString(getIn(entry, 'name')) ?? '';
  return (
    (asString(getIn(entry, 'group')) ?? '') === to.group &&
    asString(getIn(entry, 'kind')) === to.kind &&
    (name === '' || name === to.name)
  );
}

/** The smallest grant that would permit the reference, as YAML to apply. */
export function grantYaml(
  from: GroupKind & { readonly namespace?: string | undefined },
  to: ObjectKey,
): string {
  return [
    'apiVersion: gateway.networking.k8s.io/v1beta1',
    'kind: ReferenceGrant',
    'metadata:',
    `  name: ${grantName(from)}`,
    `  namespace: ${to.namespace ?? ''}`,
    'spec:',
    '  from:',
    `  - group: ${from.group}`,
    `    kind: ${from.kind}`,
    `    namespace: ${from.namespace ?? ''}`,
    '  to:',
    `  - group: ${JSON.stringify(to.group)}`,
    `    kind: ${to.kind}`,
    `    name: ${to.name}`,
    '',
  ].join('\n');
}

function grantName(from: GroupKind & { readonly namespace?: string | undefined }): string {
  return `allow-${from.kind.toLowerCase()}s-from-${from.namespace ?? 'cluster'}`;
}

/** `a ReferenceGrant in payments from HTTPRoute in shop to Service card` */
export function describeGrant(
  from: GroupKind & { readonly namespace?: string | undefined },
  to: ObjectKey,
): string {
  return `a ReferenceGrant in namespace ${to.namespace ?? ''} from ${formatKind(from)} in namespace ${from.namespace ?? ''} to ${formatKind(to)} ${to.name}`;
}
