import type { RawObject } from '../../kube/raw-object.ts';
import type { RouteStatus } from '../status/route-status.ts';
import { type EntryVerdict, entryDrift } from './entry-drift.ts';
import type { StatusDrift } from './status-drift.ts';

/** Where the status of a route is not what was computed. */
export function routeDrift(route: RawObject, { parents }: RouteStatus): readonly StatusDrift[] {
  const verdicts = parents.map(({ attachment, conditions }): EntryVerdict => {
    const { parentRef, controllerName } = attachment;
    return { parentRef, controllerName, conditions };
  });
  return entryDrift(route, 'parents', verdicts);
}
