import { asList, asString, getIn } from '../../kube/json.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import type { RawObject } from '../../kube/raw-object.ts';

/** What of a grant would have to be otherwise to allow a reference. */
export interface GrantDifference {
  /** The field of the grant: `spec.from[0].kind`. */
  readonly path: string;
  readonly has: string;
  readonly needed: string;
}

interface Ends {
  readonly from: ObjectKey;
  readonly target: ObjectKey;
}

/**
 * The one thing that keeps a grant from allowing a reference; undefined where it allows it, and where more than one
 * thing does, since it was then hardly meant for the reference. Each `from` combines with each `to` (semantics.md B.1).
 */
export function onlyDifference(grant: RawObject, ends: Ends): GrantDifference | undefined {
  const away = difference('metadata.namespace', grant.metadata.namespace, ends.target.namespace);
  let only: GrantDifference | undefined;
  for (const index of asList(getIn(grant, 'spec', 'from')).keys()) {
    const ofFrom = fromDifferences(grant, index, ends);
    for (const position of asList(getIn(grant, 'spec', 'to')).keys()) {
      const all = [...away, ...ofFrom, ...toDifferences(grant, position, ends)];
      if (all.length === 0) return undefined;
      if (all.length === 1) only ??= all[0];
    }
  }
  return only;
}

function fromDifferences(grant: RawObject, index: number, { from }: Ends): readonly GrantDifference[] {
  const entry = asList(getIn(grant, 'spec', 'from'))[index];
  const path = `spec.from[${index}]`;
  return [
    ...difference(`${path}.group`, asString(getIn(entry, 'group')) ?? '', from.group),
    ...difference(`${path}.kind`, asString(getIn(entry, 'kind')), from.kind),
    ...difference(`${path}.namespace`, asString(getIn(entry, 'namespace')), from.namespace),
  ];
}

function toDifferences(grant: RawObject, index: number, { target }: Ends): readonly GrantDifference[] {
  const entry = asList(getIn(grant, 'spec', 'to'))[index];
  const path = `spec.to[${index}]`;
  const name = asString(getIn(entry, 'name')) ?? '';
  return [
    ...difference(`${path}.group`, asString(getIn(entry, 'group')) ?? '', target.group),
    ...difference(`${path}.kind`, asString(getIn(entry, 'kind')), target.kind),
    ...(name === '' ? [] : difference(`${path}.name`, name, target.name)),
  ];
}

function difference(
  path: string,
  has: string | undefined,
  needed: string | undefined,
): readonly GrantDifference[] {
  return has === needed ? [] : [{ path, has: has ?? '', needed: needed ?? '' }];
}

/** `its spec.from[0].kind is Gateway, the reference needs ListenerSet` */
export function differenceText({ path, has, needed }: GrantDifference): string {
  return `its ${path} is ${has === '' ? '""' : has}, the reference needs ${needed === '' ? '""' : needed}`;
}
