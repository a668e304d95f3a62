import type { ObjectKey } from '../../kube/object-key.ts';
import { type Rule, verdict } from '../fact.ts';
import { type Finding, findingsAt } from '../finding.ts';
import { isJudged, objectFindings } from '../findings/object-findings.ts';
import { policyKindOf } from '../policies/policy-kinds.ts';
import type { Health, TopologyEdge, TopologyPart } from './topology.ts';

/** The findings of an object at one time, by the part that they are about; "" is the object as a whole. */
export type FindingsByPart = ReadonlyMap<string, readonly Finding[]>;

const NO_FINDINGS: FindingsByPart = new Map();

export function* findingsByPart(key: ObjectKey, now: number): Rule<FindingsByPart> {
  if (!isJudged(key) && (yield* policyKindOf(key)) === undefined) return NO_FINDINGS;
  const answer = yield* verdict(objectFindings, key);
  if (answer.state !== 'judged' || answer.value.length === 0) return NO_FINDINGS;
  return Map.groupBy(findingsAt(answer.value, now), ({ path }) => partOf(path));
}

const PART = /^spec\.(?:rules|listeners)\[\d+\]/;

function partOf(path: string | undefined): string {
  return PART.exec(path ?? '')?.[0] ?? '';
}

/** What could not be checked; all other findings of severity INFO are no trouble. */
const NOT_CHECKED = /_NOT_CHECKED$/;

/**
 * The health of a node alone: its worst finding; without an object, whether that is known. What is wrong with one of
 * several parents, backends or targets only degrades it while another is sound. `edges` are those at the node.
 */
export function ownHealth(
  node: TopologyPart,
  findings: readonly Finding[],
  edges: readonly TopologyEdge[],
): Health {
  const byState = healthOfState(node);
  if (byState !== undefined) return byState;
  const errors = findings.filter(({ severity }) => severity === 'ERROR');
  if (errors.some(({ path }) => !isOneOfSeveral(path, edges))) return 'BROKEN';
  if (errors.length > 0 || findings.some(({ severity }) => severity === 'WARNING')) return 'DEGRADED';
  return findings.some(({ code }) => NOT_CHECKED.test(code)) ? 'UNKNOWN' : 'HEALTHY';
}

function isOneOfSeveral(path: string | undefined, edges: readonly TopologyEdge[]): boolean {
  const edge = path === undefined ? undefined : edges.find((candidate) => candidate.path === path);
  return edge !== undefined && edges.some((other) => other.type === edge.type && carries(other));
}

/** Whether requests that matter go this way. */
function carries({ state, role, weight }: TopologyEdge): boolean {
  return (state === 'ATTACHED' || state === 'RESOLVED') && role !== 'MIRROR' && weight !== 0;
}

function healthOfState({ state, endpoints }: TopologyPart): Health | undefined {
  if (state === 'HIDDEN' || state === 'UNKNOWN') return 'UNKNOWN';
  if (state === 'ABSENT' || endpoints?.ready === 0) return 'BROKEN';
  return endpoints !== undefined && endpoints.notReady > 0 ? 'DEGRADED' : undefined;
}
