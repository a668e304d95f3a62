import { asList, asNumber, asString, getIn, isObject, type JsonObject } from '../../kube/json.ts';
import type { RawObject } from '../../kube/raw-object.ts';
import { type ParentRef, parentRefId, parentRefOf } from '../attachment/parent-ref.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';
import { defaultReference } from '../reference.ts';
import { statusSites } from '../spec-references.ts';
import { conditionDrift, isUntouched } from './condition-drift.ts';
import type { StatusDrift } from './status-drift.ts';

/** What is computed for one parent of a route, or one ancestor of a policy. */
export interface EntryVerdict {
  readonly parentRef: ParentRef;
  readonly controllerName: string | undefined;
  readonly conditions: readonly ComputedCondition[];
}

/** Where such entries stand in a status. */
export type EntryField = 'parents' | 'ancestors';

const POSITIONS = { parents: 'parent', ancestors: 'ancestor' } as const;

interface Entry {
  readonly parentRef: ParentRef;
  readonly controllerName: string | undefined;
  readonly conditions: readonly JsonObject[];
}

/** Where the entries in the status of a route or policy are not what was computed. */
export function entryDrift(
  object: RawObject,
  field: EntryField,
  verdicts: readonly EntryVerdict[],
): readonly StatusDrift[] {
  const entries = readEntries(object, field);
  if (entries.every(({ conditions }) => isUntouched(conditions))) return verdicts.flatMap(neverReported);
  const generation = asNumber(object.metadata.generation);
  const required = REQUIRED[object.kind] ?? ['Accepted', 'ResolvedRefs'];
  const drifts = verdicts.flatMap((verdict) => {
    const { parentRef, controllerName, conditions: computed } = verdict;
    const entry = entries.find((candidate) => isAbout(candidate, verdict));
    const subject = { controllerName: controllerName ?? entry?.controllerName, parentRef };
    return conditionDrift({ subject, computed, reported: entry?.conditions ?? [], generation, required });
  });
  return [...drifts, ...leftovers(entries, verdicts)];
}

/** Types that controllers write into every entry, where it is not both. */
const REQUIRED: { readonly [kind: string]: readonly string[] } = { XBackendTrafficPolicy: ['Accepted'] };

function readEntries(object: RawObject, field: EntryField): readonly Entry[] {
  const entries = asList(getIn(object, 'status', field));
  return statusSites(object, POSITIONS[field]).map((site) => {
    const entry = entries[site.indices[0] ?? 0];
    return {
      parentRef: parentRefOf(defaultReference(site)),
      controllerName: asString(getIn(entry, 'controllerName')),
      conditions: asList(getIn(entry, 'conditions')).filter(isObject),
    };
  });
}

/** Where the controller is only assumed, or a mesh's, any may have written the entry. */
function isAbout(entry: Entry, { parentRef, controllerName }: EntryVerdict): boolean {
  return (
    parentRefId(entry.parentRef) === parentRefId(parentRef) &&
    (controllerName === undefined || entry.controllerName === controllerName)
  );
}

function neverReported({ parentRef, controllerName, conditions }: EntryVerdict): readonly StatusDrift[] {
  const computed = conditions.find(({ type }) => type === 'Accepted');
  if (computed === undefined || computed.status === 'Unknown') return [];
  return [
    { kind: 'NEVER_REPORTED', controllerName, parentRef, type: 'Accepted', computed, reported: undefined },
  ];
}

/** Entries about parents that the object no longer has, or that are gone. */
function leftovers(entries: readonly Entry[], verdicts: readonly EntryVerdict[]): readonly StatusDrift[] {
  const known = new Set(verdicts.map(({ parentRef }) => parentRefId(parentRef)));
  return entries.flatMap(({ parentRef, controllerName, conditions }): readonly StatusDrift[] => {
    const reported = conditions.find(({ type }) => type === 'Accepted');
    if (reported === undefined || known.has(parentRefId(parentRef))) return [];
    return [
      { kind: 'DISAGREES', controllerName, parentRef, type: 'Accepted', computed: undefined, reported },
    ];
  });
}
