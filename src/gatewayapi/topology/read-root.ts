import { badUserInput } from '../../errors.ts';
import { asString, getIn, type Json } from '../../kube/json.ts';
import type { ObjectKey } from '../../kube/object-key.ts';
import { TOPOLOGY_KINDS, topologyKind } from './topology-kinds.ts';

/** The object that an ObjectKeyInput names as root. `namespace` is that of the topology, for roots that omit theirs. */
export function readRoot(input: Json, namespace: string | undefined): ObjectKey {
  const kind = asString(getIn(input, 'kind'));
  if (kind === undefined) throw badUserInput('root: name the kind, such as Gateway');
  const group = asString(getIn(input, 'group')) ?? groupOf(kind);
  const name = asString(getIn(input, 'name')) ?? '';
  if (!topologyKind({ group, kind }).namespaced) return { group, kind, name };
  const own = asString(getIn(input, 'namespace')) ?? namespace;
  if (own === undefined || own === '') throw badUserInput(`root: a ${kind} is in a namespace: name it`);
  return { group, kind, namespace: own, name };
}

function groupOf(kind: string): string {
  const known = TOPOLOGY_KINDS.find((candidate) => candidate.kind === kind);
  if (known !== undefined) return known.group;
  const kinds = TOPOLOGY_KINDS.map((candidate) => candidate.kind).join(', ');
  throw badUserInput(`root: name the group of ${JSON.stringify(kind)}; without one, kinds are ${kinds}`);
}
