import type { KindRow } from '../kube/kind-row.ts';
import { groupKindId } from '../kube/object-key.ts';

const GROUP = 'gateway.networking.k8s.io';

const WITH_HOSTNAMES: ReadonlySet<string> = new Set(
  ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'Gateway', 'ListenerSet'].map((kind) =>
    groupKindId({ group: GROUP, kind }),
  ),
);

/** What objects of a kind can be ordered by. `src/gatewayapi/ordering/sort-order.ts` knows what each compares. */
export function orderValues(row: KindRow): readonly string[] {
  const columns = [
    ...(row.namespaced ? ['NAMESPACE'] : []),
    'NAME',
    'CREATION_TIMESTAMP',
    ...(WITH_HOSTNAMES.has(groupKindId(row)) ? ['HOSTNAME'] : []),
  ];
  return columns.flatMap((column) => [`${column}_ASC`, `${column}_DESC`]);
}
