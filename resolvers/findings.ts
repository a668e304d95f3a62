import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { badUserInput } from '../src/errors.ts';
import {
  FINDING_CODES,
  type Finding,
  type FindingSeverity,
  findingsAt,
  type TimedFinding,
} from '../src/gatewayapi/finding.ts';
import { compareFindings, type FindingPosition } from '../src/gatewayapi/findings/compare-findings.ts';
import { objectFindings } from '../src/gatewayapi/findings/object-findings.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { formatKey, type ObjectKey } from '../src/kube/object-key.ts';
import { keyOf, type RawObject } from '../src/kube/raw-object.ts';
import { type Connection, connectionOf } from './connection.ts';
import { findingsOfView } from './findings-of-view.ts';
import { decodeCursor, encodeCursor } from './page-cursor.ts';
import { pageSize } from './page-size.ts';
import { readError } from './read-error.ts';
import type { ViewedFinding } from './reference-resolution.ts';

export interface FindingArguments {
  readonly namespace?: string | null | undefined;
  readonly severity?: readonly FindingSeverity[] | null | undefined;
  readonly code?: readonly string[] | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** `findings` of one object; null for an object that went while the query ran. */
export function findingsOfObject(
  object: RawObject,
  _: unknown,
  context: RequestContext,
): MaybePromise<readonly ViewedFinding[] | null> {
  const key = keyOf(object);
  const view = context.viewOf(object);
  return andThen(view.verdict(objectFindings, key), (answer) => {
    switch (answer.state) {
      case 'judged':
        return viewed(findingsAt(answer.value, context.now()), view);
      case 'absent':
      case 'notServed':
        return null;
      default:
        throw readError(answer, formatKey(key));
    }
  });
}

/** `findings` of a cluster, or of one namespace, page by page. */
export function readFindings(
  view: ClusterView,
  args: FindingArguments,
  context: RequestContext,
): MaybePromise<Connection<ViewedFinding>> {
  context.nameNamespace(args.namespace);
  const namespace = args.namespace ?? undefined;
  const isWanted = wanted(args);
  const after = args.after == null ? undefined : positionAt(decodeCursor(args.after, ORDER, isPosition));
  const size = pageSize(args.first, context.limits.pageSize);
  return andThen(findingsOfView(view, namespace, context), (all) => {
    const now = findingsAt(all, context.now());
    return page(isWanted === undefined ? now : now.filter(isWanted), { after, size, view });
  });
}

function viewed(findings: readonly Finding[], view: ClusterView): readonly ViewedFinding[] {
  return findings.map((finding) => ({ ...finding, view }));
}

const CODES: ReadonlySet<string> = new Set(FINDING_CODES);

function wanted({ severity, code }: FindingArguments): ((finding: TimedFinding) => boolean) | undefined {
  const unknown = code?.find((each) => !CODES.has(each));
  if (unknown !== undefined) {
    throw badUserInput(
      `code: there is no finding ${JSON.stringify(unknown)}; docs/findings.md has all of them`,
    );
  }
  if (severity == null && code == null) return undefined;
  const severities = severity == null ? undefined : new Set<string>(severity);
  const codes = code == null ? undefined : new Set<string>(code);
  return (finding) => severities?.has(finding.severity) !== false && codes?.has(finding.code) !== false;
}

interface PageRequest {
  readonly after: FindingPosition | undefined;
  readonly size: number | undefined;
  readonly view: ClusterView;
}

function page(findings: readonly Finding[], { after, size, view }: PageRequest): Connection<ViewedFinding> {
  const start = after === undefined ? 0 : firstBehind(findings, after);
  const end = Math.min(findings.length, start + (size ?? findings.length));
  const found = {
    nodes: viewed(findings.slice(start, end), view),
    hasNextPage: end < findings.length,
    hasPreviousPage: start > 0,
    totalCount: findings.length,
  };
  return connectionOf(found, (finding) => encodeCursor(ORDER, positionOf(finding)));
}

/** The name of the order, in cursors. */
const ORDER = ['findings'];

function positionOf({ object, path = '', code, message }: FindingPosition): readonly string[] {
  return [object.namespace ?? '', object.group, object.kind, object.name, path, code, message];
}

type PositionKey = readonly [
  namespace: string,
  group: string,
  kind: string,
  name: string,
  path: string,
  code: string,
  message: string,
];

function isPosition(key: readonly unknown[]): key is PositionKey {
  return key.length === 7 && key.every((part) => typeof part === 'string');
}

/** The place alone: what was there may be gone, and its code unknown to this release. */
function positionAt([namespace, group, kind, name, path, code, message]: PositionKey): FindingPosition {
  const object: ObjectKey = namespace === '' ? { group, kind, name } : { group, kind, namespace, name };
  return { object, path, code: code as Finding['code'], message };
}

/** Binary search. */
function firstBehind(findings: readonly Finding[], after: FindingPosition): number {
  let low = 0;
  let high = findings.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const finding = findings[middle];
    if (finding !== undefined && compareFindings(finding, after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
