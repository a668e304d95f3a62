import { asList, asString, getIn, type Json } from '../kube/json.ts';
import { formatKind, type GroupKind, groupKindId, type ObjectKey } from '../kube/object-key.ts';
import type { RawObject } from '../kube/raw-object.ts';
import type { EntryIndex } from './fact.ts';
import { REFERENCE_GRANT } from './groups.ts';

/**
 * The grants of a namespace by who may refer. semantics.md B.1: a grant lives with the referent, and each `from` of it
 * combines with each `to` of it.
 */
export const grantIndex: EntryIndex<RawObject> = {
  kind: REFERENCE_GRANT,
  entriesOf(grant) {
    const referrers = new Set(asList(getIn(grant, 'spec', 'from')).map(readReferrer));
    return [...referrers].map((referrer) => [referrer, grant]);
  },
};

type Referrer = GroupKind & { readonly namespace?: string | undefined };

/** The key in the index; group, kind and namespace compare exactly. */
export function referrerId(from: Referrer): string {
  return `${groupKindId(from)}/${from.namespace ?? ''}`;
}

function readReferrer(from: Json): string {
  return referrerId({
    group: asString(getIn(from, 'group')) ?? '',
    kind: asString(getIn(from, 'kind')) ?? '',
    namespace: asString(getIn(from, 'namespace')),
  });
}

/** Of the grants to a referrer, those to `to`; a `to` without a name, or with "", means every object of its kind. */
export function permittingGrants(grants: readonly RawObject[], to: ObjectKey): readonly RawObject[] {
  return grants.filter((grant) => asList(getIn(grant, 'spec', 'to')).some((entry) => covers(entry, to)));
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
export function grantYaml(from: Referrer, to: ObjectKey): string {
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

function grantName(from: Referrer): string {
  return `allow-${from.kind.toLowerCase()}s-from-${from.namespace ?? 'cluster'}`;
}

/** `a ReferenceGrant in payments from HTTPRoute in shop to Service card` */
export function describeGrant(from: Referrer, to: ObjectKey): string {
  return `a ReferenceGrant in namespace ${to.namespace ?? ''} from ${formatKind(from)} in namespace ${from.namespace ?? ''} to ${formatKind(to)} ${to.name}`;
}
