import { asList, asString, getIn } from '../../kube/json.ts';
import type { GroupKind } from '../../kube/object-key.ts';
import { groupOf, type RawObject } from '../../kube/raw-object.ts';
import { GRPC_ROUTE, HTTP_ROUTE, TLS_ROUTE } from '../groups.ts';
import { readHostname } from '../hostname.ts';
import type { ParentRef } from './parent-ref.ts';

/** What a route brings to the listeners of a parent. */
export interface Claim {
  readonly kind: GroupKind;
  readonly namespace: string;
  /** undefined for kinds that know no hostnames. */
  readonly hostnames: readonly string[] | undefined;
  readonly parentRef: ParentRef;
}

const WITH_HOSTNAMES: ReadonlySet<string> = new Set([HTTP_ROUTE.kind, GRPC_ROUTE.kind, TLS_ROUTE.kind]);

export function claimOf(route: RawObject, parentRef: ParentRef): Claim {
  const hostnames = WITH_HOSTNAMES.has(route.kind)
    ? asList(getIn(route, 'spec', 'hostnames')).filter((host) => asString(host) !== undefined)
    : undefined;
  return {
    kind: { group: groupOf(route.apiVersion), kind: route.kind },
    namespace: route.metadata.namespace ?? '',
    hostnames: hostnames?.map(readHostname),
    parentRef,
  };
}
