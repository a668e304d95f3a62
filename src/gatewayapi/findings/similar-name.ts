import { formatKey, groupKindId } from '../../kube/object-key.ts';
import { keyOf } from '../../kube/raw-object.ts';
import { listObjects, premises, type Rule } from '../fact.ts';
import { GATEWAY, GATEWAY_CLASS, LISTENER_SET, SERVICE } from '../groups.ts';
import type { ReferenceResolutionReason } from '../reasons.ts';
import type { Resolution } from '../resolution.ts';
import { letterChanges } from './letter-changes.ts';

/** Kinds that are listed anyhow. Secrets and ConfigMaps are read by name only. */
const LISTED: ReadonlySet<string> = new Set([SERVICE, GATEWAY, LISTENER_SET, GATEWAY_CLASS].map(groupKindId));

/** What is said only to those who may know that the referent does not exist. */
const ABSENT: ReadonlySet<ReferenceResolutionReason> = new Set([
  'BackendNotFound',
  'ParentNotFound',
  'TargetNotFound',
]);

const MOST_CHANGES = 2;
const MOST_COMPARED = 1_000;

/** An object that a reference to nothing may have meant: one beside it whose name is a slip of the pen away. */
export function* similarName({ reference, reason, referent }: Resolution): Rule<string | undefined> {
  const { target } = reference;
  const isAbsent = ABSENT.has(reason) || (reason === 'Unknown' && (yield* premises()).openWorld === true);
  if (!isAbsent || referent !== undefined || !LISTED.has(groupKindId(target))) return undefined;
  const answer = yield* listObjects(target, target.namespace);
  if (answer.state !== 'listed') return undefined;
  // The shorter the name, the less a changed letter says.
  const most = Math.min(MOST_CHANGES, Math.floor(target.name.length / 3));
  const near = answer.objects
    .slice(0, MOST_COMPARED)
    .find(({ metadata: { name } }) => letterChanges(name, target.name, most) <= most);
  return near === undefined ? undefined : formatKey(keyOf(near));
}
