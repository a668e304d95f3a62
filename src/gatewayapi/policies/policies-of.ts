import { type ObjectKey, objectKeyId, sameKey } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import type { Rule } from '../fact.ts';
import { type AttachmentsAnswer, type PolicyAttachment, policiesAt } from './attached-policies.ts';
import { pathsTo } from './paths-to.ts';
import type { PolicyKind } from './policy-kind.ts';
import { placeId, placeOf } from './policy-path.ts';

/**
 * The policies of an object and its parts, and with `inherited` those that are handed down to it: of the Gateways,
 * listeners and routes above it. Its own first, then the others in the order of the ways.
 */
export function* policiesOf(
  object: RawObject,
  { kinds, inherited }: { readonly kinds: readonly PolicyKind[]; readonly inherited: boolean },
): Rule<AttachmentsAnswer> {
  const own = yield* policiesAt(keyOf(object), kinds);
  const handedDown = kinds.filter(({ mode }) => mode === 'INHERITED');
  if (own.state === 'unreadable' || !inherited || handedDown.length === 0) return own;
  const places = (yield* pathsTo(object)).flat();
  const onTheWay = new Set(places.map(placeId));
  const attachments: PolicyAttachment[] = [...own.attachments];
  for (const above of objectsAbove(
    object,
    places.map((place) => place.object),
  )) {
    const found = yield* policiesAt(above, handedDown);
    if (found.state === 'unreadable') return found;
    const passed = found.attachments.filter(({ target }) =>
      onTheWay.has(placeId(placeOf(above, target.sectionName))),
    );
    attachments.push(...passed);
  }
  return { state: 'attachments', attachments };
}

function objectsAbove(object: RawObject, objects: readonly ObjectKey[]): readonly ObjectKey[] {
  const own = keyOf(object);
  const others = objects.filter((each) => !sameKey(each, own));
  return [...new Map(others.map((each) => [objectKeyId(each), each])).values()];
}
