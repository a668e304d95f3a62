import type { ClusterView } from '../src/context/cluster-view.ts';
import type { RequestContext } from '../src/context/request-context.ts';
import { badUserInput } from '../src/errors.ts';
import { compareBytes } from '../src/gatewayapi/compare-bytes.ts';
import { type LabelPredicate, LabelSelectorError, parseLabelSelector } from '../src/kube/label-selector.ts';
import { andThen, type MaybePromise } from '../src/kube/maybe-promise.ts';
import { formatKind, type GroupKind } from '../src/kube/object-key.ts';
import type { RawObject } from '../src/kube/raw-object.ts';
import { readError } from './read-error.ts';

export interface ConnectionArguments {
  readonly namespace?: string | null | undefined;
  readonly labelSelector?: string | null | undefined;
  readonly first?: number | null | undefined;
  readonly after?: string | null | undefined;
}

/** A page of objects, as the Relay connection specification has it. */
export interface Connection {
  readonly nodes: readonly RawObject[];
  readonly edges: readonly Edge[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  readonly totalCount: number;
}

export interface Edge {
  readonly cursor: string;
  readonly node: RawObject;
}

/** The objects of a kind, page by page in the order of (namespace, name). */
export function readConnection(
  view: ClusterView,
  kind: GroupKind,
  args: ConnectionArguments,
  context: RequestContext,
): MaybePromise<Connection> {
  context.nameNamespace(args.namespace);
  const select = selector(args.labelSelector);
  const size = pageSize(args.first, context.limits.pageSize);
  const after = args.after == null ? undefined : decodeCursor(args.after);
  return andThen(view.list(kind, args.namespace ?? undefined), (answer) => {
    // The reader has said so in `extensions.cluster.warnings`.
    if (answer.state === 'notServed') return page([], 0, size);
    if (answer.state !== 'listed') throw readError(answer, `the list of ${formatKind(kind)}`);
    const objects = select === undefined ? answer.objects : answer.objects.filter(select);
    const connection = page(objects, after === undefined ? 0 : firstBehind(objects, after), size);
    for (const node of connection.nodes) context.see(node, view);
    return connection;
  });
}

function page(objects: readonly RawObject[], start: number, size: number | undefined): Connection {
  const end = size === undefined ? objects.length : Math.min(objects.length, start + size);
  const nodes = start === 0 && end === objects.length ? objects : objects.slice(start, end);
  const [first, last] = [nodes[0], nodes.at(-1)];
  return {
    nodes,
    // Most queries select nodes: edges are made for those that do not.
    get edges() {
      return nodes.map((node) => ({ cursor: encodeCursor(node), node }));
    },
    pageInfo: {
      hasNextPage: end < objects.length,
      hasPreviousPage: start > 0,
      startCursor: first === undefined ? null : encodeCursor(first),
      endCursor: last === undefined ? null : encodeCursor(last),
    },
    totalCount: objects.length,
  };
}

function pageSize(first: number | null | undefined, limit: number | undefined): number | undefined {
  if (first == null) return limit;
  if (first < 0) throw badUserInput('first must not be negative');
  if (limit !== undefined && first > limit) {
    throw badUserInput(
      `first: ${first} is more than this server gives at once; ask for ${limit} and follow the cursor`,
    );
  }
  return first;
}

function selector(text: string | null | undefined): ((object: RawObject) => boolean) | undefined {
  if (text == null) return undefined;
  const matches = parseSelector(text);
  return (object) => matches(object.metadata.labels);
}

function parseSelector(text: string): LabelPredicate {
  try {
    return parseLabelSelector(text);
  } catch (error) {
    if (!(error instanceof LabelSelectorError)) throw error;
    throw badUserInput(`labelSelector: ${error.message}`, { character: error.character });
  }
}

type Position = readonly [namespace: string, name: string];

function positionOf({ metadata }: RawObject): Position {
  return [metadata.namespace ?? '', metadata.name];
}

function comparePositions(a: Position, b: Position): number {
  return compareBytes(a[0], b[0]) || compareBytes(a[1], b[1]);
}

/** A cursor is a place in the order, not an index: it holds while objects come and go, its own included. */
function encodeCursor(object: RawObject): string {
  return Buffer.from(JSON.stringify(positionOf(object))).toString('base64url');
}

function decodeCursor(cursor: string): Position {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(position) && position.length === 2) {
      const [namespace, name]: readonly unknown[] = position;
      if (typeof namespace === 'string' && typeof name === 'string') return [namespace, name];
    }
  } catch {
    // Told below, as every other cursor that is none of ours.
  }
  throw badUserInput('after: this is no cursor of this connection; use endCursor of the page before');
}

/** Binary search: the objects are in the order of their positions. */
function firstBehind(objects: readonly RawObject[], after: Position): number {
  let low = 0;
  let high = objects.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const object = objects[middle];
    if (object !== undefined && comparePositions(positionOf(object), after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
