import { groupKindId } from '../../kube/object-key.ts';
import { keyOf, type RawObject } from '../../kube/raw-object.ts';
import { type Rule, verdict } from '../fact.ts';
import { ROUTE_KINDS } from '../groups.ts';
import type { Resolution } from '../resolution.ts';
import { routeAttachment } from './route-attachment.ts';
import { byController } from './route-references.ts';

const ROUTES = new Set(ROUTE_KINDS.map(groupKindId));

/** What only the implementation knows of a route's reference, where somebody said which backends it supports. */
export function* settledResolution(object: RawObject, resolution: Resolution): Rule<Resolution> {
  const { reason, referent, reference } = resolution;
  if (reason !== 'Unknown' || referent === undefined || !ROUTES.has(groupKindId(reference.from))) {
    return resolution;
  }
  const answer = yield* verdict(routeAttachment, keyOf(object));
  const parents = answer.state === 'judged' ? answer.value.parents : [];
  const telling = parents.find(({ capabilities }) => capabilities.backendKinds !== undefined);
  return telling === undefined ? resolution : byController(resolution, telling.capabilities);
}
