import { isDataKind } from '../../codegen/data-kind.ts';
import {
  EXPERIMENTAL_GROUP,
  GATEWAY_GROUP,
  INFERENCE_POOL,
  SERVICE_IMPORT,
  X_INFERENCE_POOL,
} from '../../gatewayapi/groups.ts';
import { kindTable } from '../../generated/kind-table.ts';
import { type GroupKind, groupKindId } from '../../kube/object-key.ts';

const GATEWAY_GROUPS: readonly string[] = [GATEWAY_GROUP, EXPERIMENTAL_GROUP];
/** Referents that other projects define are among them. */
const KNOWN: ReadonlySet<string> = new Set(
  [...kindTable, SERVICE_IMPORT, INFERENCE_POOL, X_INFERENCE_POOL].map(groupKindId),
);

/**
 * The kinds that are always held in memory: those of Gateway API, whatever its release, and the kinds that backends
 * are. Never Secrets and ConfigMaps, whose contents nobody is to hold.
 */
export function isCachedKind(kind: GroupKind): boolean {
  return !isDataKind(kind) && (GATEWAY_GROUPS.includes(kind.group) || KNOWN.has(groupKindId(kind)));
}
