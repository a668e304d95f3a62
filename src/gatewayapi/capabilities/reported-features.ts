import { asList, asString, getIn } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';

/**
 * The features that a controller reports in the status of its class; undefined where it reports none. Items are
 * objects with a name since release 1.2, and plain strings before.
 */
export function reportedFeatures(gatewayClass: RawObject): ReadonlySet<string> | undefined {
  const names = asList(getIn(gatewayClass, 'status', 'supportedFeatures'))
    .map((item) => asString(item) ?? asString(getIn(item, 'name')))
    .filter((name) => name !== undefined);
  return names.length === 0 ? undefined : new Set(names);
}
