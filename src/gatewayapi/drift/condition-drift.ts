import { asNumber, asString, type JsonObject } from '../../kube/json.ts';
import type { ComputedCondition } from '../conditions/computed-condition.ts';
import { CONDITION_REASONS } from '../conditions/condition-reasons.ts';
import type { StatusDrift, StatusDriftKind, Subject } from './status-drift.ts';

export interface Comparison {
  readonly subject: Subject;
  readonly computed: readonly ComputedCondition[];
  readonly reported: readonly JsonObject[];
  /** `metadata.generation` of the object. */
  readonly generation: number | undefined;
  /** Types that every controller writes, whatever they say. */
  readonly required: readonly string[];
}

/** Types that are there only when something is wrong, and that every controller then writes. */
const WARNINGS: ReadonlySet<string> = new Set(['Conflicted', 'PartiallyInvalid']);

/** Of those, absence means that all is well; some controllers leave them out altogether. */
const NEGATIVE: ReadonlySet<string> = new Set([...WARNINGS, 'OverlappingTLSConfig']);

/** Compares conditions of one subject by type and status, then by reason (semantics.md H). */
export function conditionDrift(comparison: Comparison): readonly StatusDrift[] {
  const { subject, computed, reported, generation } = comparison;
  const drifts: StatusDrift[] = [];
  for (const condition of computed) {
    const other = reported.find((candidate) => candidate['type'] === condition.type);
    const kind = driftKind(condition, other, comparison);
    if (kind !== undefined)
      drifts.push({ ...subject, kind, type: condition.type, computed: condition, reported: other });
  }
  for (const condition of reported) {
    const type = asString(condition['type']) ?? '';
    if (!NEGATIVE.has(type) || condition['status'] !== 'True') continue;
    if (computed.some((candidate) => candidate.type === type)) continue;
    const kind = isStale(condition, generation) ? 'STALE' : 'DISAGREES';
    drifts.push({ ...subject, kind, type, computed: undefined, reported: condition });
  }
  return drifts;
}

function driftKind(
  computed: ComputedCondition,
  reported: JsonObject | undefined,
  { required, generation }: Comparison,
): StatusDriftKind | undefined {
  // What could not be found out cannot be compared.
  if (computed.status === 'Unknown' && computed.reason !== 'Pending') return undefined;
  if (reported === undefined) {
    const isExpected = required.includes(computed.type) && computed.status !== 'Unknown';
    return isExpected || (WARNINGS.has(computed.type) && computed.status === 'True') ? 'ABSENT' : undefined;
  }
  if (isStale(reported, generation)) return 'STALE';
  if (reported['status'] !== computed.status) return 'DISAGREES';
  return sameReason(computed, reported) ? undefined : 'DISAGREES';
}

/** Reasons of a controller's own say the same in other words. */
function sameReason({ type, reason }: ComputedCondition, reported: JsonObject): boolean {
  const known = CONDITION_REASONS[type];
  const other = asString(reported['reason']) ?? '';
  return reason === other || known === undefined || !known.has(other) || !known.has(reason);
}

function isStale(reported: JsonObject, generation: number | undefined): boolean {
  const observed = asNumber(reported['observedGeneration']);
  return observed !== undefined && generation !== undefined && observed < generation;
}

/** Whether conditions are what the API server filled in, and no controller has touched them. */
export function isUntouched(conditions: readonly JsonObject[]): boolean {
  return conditions.every(
    ({ status, reason }) => status === 'Unknown' && (reason === 'Pending' || reason === 'Waiting'),
  );
}
